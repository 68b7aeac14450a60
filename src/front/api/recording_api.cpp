// SPDX-License-Identifier: Apache-2.0
#include "front/api/recording_api.hpp"

#include "base/glib/log.hpp"
#include "front/http/http_reply.hpp"

#include <nlohmann/json.hpp>

namespace confab::front {

namespace {

void replyUnknown(SoupServerMessage* message)
{
    http::replyProblem(message, 404, "recording.unknown", "there is no such recording");
}

} // namespace

void RecordingApi::addTo(HttpRoutes& routes)
{
    routes.add("GET", "/api/v1/recordings", Action::ListRecordings,
               [this](const HttpRequest& request) { replyList(request); });
    routes.add("GET", "/api/v1/recordings/{recording}", Action::ReadRecording,
               [this](const HttpRequest& request) { replyOne(request); });
    routes.add("DELETE", "/api/v1/recordings/{recording}", Action::DeleteRecording,
               [this](const HttpRequest& request) { remove(request); });
}

void RecordingApi::replyList(const HttpRequest& request)
{
    const auto room = http::queryOf(request.message, "room");
    auto list = nlohmann::json::array();
    const auto isShown = door_.sieveFor(request);
    for (const auto& recording : index_.list())
        if ((room.empty() || recording.room == room) && isShown(recording.id))
            list.push_back(door_.show(recording, request.prefix));
    http::replyJson(request.message, 200, list);
}

void RecordingApi::replyOne(const HttpRequest& request)
{
    const auto recording = index_.find(request.parts[0]);
    if (!recording)
        return replyUnknown(request.message);
    if (!door_.admits(request, Action::ReadRecording, recording->id))
        return;
    auto object = door_.show(*recording, request.prefix);
    if (auto manifest = index_.manifest(recording->id); !manifest.is_null())
        object["manifest"] = std::move(manifest);
    http::replyJson(request.message, 200, object);
}

void RecordingApi::remove(const HttpRequest& request)
{
    const auto& id = request.parts[0];
    if (!door_.admits(request, Action::DeleteRecording, id))
        return;
    const auto status = index_.remove(id);
    if (status) {
        spdlog::info("recording {}: deleted, as somebody asked", id);
        return http::replyNothing(request.message);
    }
    const auto& error = status.error();
    if (error.code == Errc::NotFound)
        return replyUnknown(request.message);
    if (error.code == Errc::Conflict)
        return http::replyProblem(request.message, 409, "recording.running", error.message);
    http::replyProblem(request.message, 500, "recording.undeletable", error.message);
}

} // namespace confab::front
