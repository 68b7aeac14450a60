// SPDX-License-Identifier: Apache-2.0
#include "front/api/room_recording_api.hpp"

#include "base/canvas_limits.hpp"
#include "base/fields.hpp"
#include "front/api/room_question.hpp"
#include "front/http/http_reply.hpp"
#include "front/http/request_body.hpp"
#include "wire/wire_json.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace confab::front {

namespace {

using nlohmann::json;

/// The complaint about the body of a request, or "".
std::string checkSize(Fields& fields)
{
    const int width = fields.numberOr("width", kMinCanvasSide);
    const int height = fields.numberOr("height", kMinCanvasSide);
    if (fields.has("width") != fields.has("height"))
        return "\"width\" and \"height\" go together";
    if (!isCanvasSide(width) || !isCanvasSide(height))
        return fmt::format("\"width\" and \"height\" must be even, {} to {}", kMinCanvasSide,
                           kMaxCanvasSide);
    return {};
}

std::string checkStart(const json& body)
{
    Fields fields(body);
    auto complaint =
        complaintAboutKeys(body, {"layout", "format", "tracks", "hls", "width", "height"});
    fields.textOr("layout", "");
    fields.flagOr("tracks", false);
    fields.flagOr("hls", false);
    const auto format = fields.textOr("format", "webm");
    if (complaint.empty())
        complaint = checkSize(fields);
    if (!fields.ok())
        return fields.problem();
    if (format != "webm" && format != "mp4")
        return "\"format\" must be \"webm\" or \"mp4\"";
    return complaint;
}

std::string checkChange(const json& body)
{
    Fields fields(body);
    fields.flagOr("paused", false);
    fields.textOr("layout", "");
    if (!fields.ok())
        return fields.problem();
    if (body.empty())
        return "say \"paused\" or \"layout\"";
    return complaintAboutKeys(body, {"paused", "layout"});
}

json record(bool on, const std::string& id)
{
    return {{"type", "record"}, {"on", on}, {"recording", id}};
}

} // namespace

void RoomRecordingApi::addTo(HttpRoutes& routes)
{
    constexpr const char* kAll = "/api/v1/rooms/{room}/recordings";
    constexpr const char* kOne = "/api/v1/rooms/{room}/recordings/{recording}";
    routes.add("GET", kAll, Action::ListRecordings,
               [this](const HttpRequest& request) { replyRunning(request); });
    routes.add("POST", kAll, Action::StartRecording,
               [this](const HttpRequest& request) { start(request); });
    routes.add("PATCH", kOne, Action::ChangeRecording,
               [this](const HttpRequest& request) { change(request); });
    routes.add("DELETE", kOne, Action::StopRecording,
               [this](const HttpRequest& request) { stop(request); });
}

void RoomRecordingApi::replyRunning(const HttpRequest& request)
{
    auto list = json::array();
    for (const auto& recording : index_.list())
        if (recording.room == request.parts[0]
            && recording.state == StoredRecording::State::Recording)
            list.push_back(toJson(recording, request.prefix));
    http::replyJson(request.message, 200, list);
}

void RoomRecordingApi::start(const HttpRequest& request)
{
    const auto body = bodyOf(request, checkStart);
    if (!body)
        return;
    const char* key = http::requestHeader(request.message, "Idempotency-Key");
    const std::string known = key ? key : "";
    if (isRepeated(request.message, known, request.parts[0] + " " + wire::toText(*body)))
        return;
    json message{{"type", "record"}, {"on", true}};
    message.update(*body);
    ask(request, std::move(message), 201, known);
}

/// Then the answer is given.
bool RoomRecordingApi::isRepeated(SoupServerMessage* message, const std::string& key,
                                  const std::string& asked)
{
    if (key.empty())
        return false;
    if (key.size() > IdempotencyBook::kMaxKeyLength) {
        http::replyProblem(message, 400, "idempotency.key", "the key has at most 255 characters");
        return true;
    }
    const auto* entry = book_.open(key, asked, IdempotencyBook::Clock::now());
    if (!entry)
        return false;
    if (entry->request != asked)
        http::replyProblem(message, 422, "idempotency.reused",
                           "this key was used for another request");
    else if (entry->answer.status == 0)
        http::replyProblem(message, 409, "idempotency.pending",
                           "the first request with this key has no answer yet");
    else
        http::reply(message, entry->answer);
    return true;
}

void RoomRecordingApi::change(const HttpRequest& request)
{
    const auto body = bodyOf(request, checkChange);
    if (!body)
        return;
    auto message = record(true, request.parts[1]);
    message.update(*body);
    ask(request, std::move(message), 200);
}

void RoomRecordingApi::stop(const HttpRequest& request)
{
    ask(request, record(false, request.parts[1]), 202);
}

void RoomRecordingApi::ask(const HttpRequest& request, json message, unsigned success,
                           const std::string& key)
{
    askRoom(
        rooms_, request, std::move(message),
        loop_.bind(lifetime_, [this, success, key](const Held& held, const Result<json>& result) {
            const auto answer = answerOf(result, "recording", success);
            // What failed on our side may be tried again.
            if (answer.status >= 500)
                book_.forget(key);
            else
                book_.close(key, answer);
            http::reply(held->message(), answer);
        }));
}

} // namespace confab::front
