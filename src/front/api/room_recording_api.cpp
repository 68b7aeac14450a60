// SPDX-License-Identifier: Apache-2.0
#include "front/api/room_recording_api.hpp"

#include "front/api/body/recording_bodies.hpp"
#include "front/api/room_question.hpp"
#include "front/http/http_reply.hpp"
#include "front/http/request_body.hpp"
#include "wire/recording_json.hpp"
#include "wire/wire_json.hpp"

namespace confab::front {

using nlohmann::json;

namespace {

bool isRunningIn(const std::string& room, const StoredRecording& recording)
{
    return recording.room == room && recording.state == StoredRecording::State::Recording;
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

std::set<std::string> RoomRecordingApi::runningIn(const std::string& room) const
{
    std::set<std::string> ids;
    for (const auto& recording : index_.list())
        if (isRunningIn(room, recording))
            ids.insert(recording.id);
    return ids;
}

void RoomRecordingApi::replyRunning(const HttpRequest& request)
{
    auto list = json::array();
    for (const auto& recording : index_.list())
        if (isRunningIn(request.parts[0], recording))
            list.push_back(door_.show(recording, request.prefix));
    http::replyJson(request.message, 200, list);
}

void RoomRecordingApi::start(const HttpRequest& request)
{
    auto wish = bodyOf(request, readStart);
    if (!wish)
        return;
    const char* key = http::requestHeader(request.message, "Idempotency-Key");
    const std::string known = key ? key : "";
    const auto asked = request.parts[0] + " " + wire::toText(wire::fieldsOf(*wish));
    if (!isRepeated(request.message, known, asked))
        ask(request, *std::move(wish), 201, known);
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
    auto wish = bodyOf(request, readChange);
    if (!wish)
        return;
    wish->recording = request.parts[1];
    ask(request, *std::move(wish), 200);
}

void RoomRecordingApi::stop(const HttpRequest& request)
{
    ask(request, {.on = false, .recording = request.parts[1]}, 202);
}

void RoomRecordingApi::ask(const HttpRequest& request, wire::Record wish, unsigned success,
                           const std::string& key)
{
    const auto answered = [this, success, key, before = runningIn(request.parts[0])](
                              const Held& held, const Result<link::Answer>& result) {
        const auto* recording = answerAs<wire::Recording>(result);
        const bool isOld = recording && before.contains(recording->id);
        const auto answer = recording ? HttpAnswer{isOld && success == 201 ? 200 : success,
                                                   wire::toText(wire::fieldsOf(*recording))}
                                      : refusalOf(result);
        // What failed on our side may be tried again.
        if (answer.status >= 500)
            book_.forget(key);
        else
            book_.close(key, answer);
        http::reply(held->message(), answer);
    };
    askRoom(rooms_, request, std::move(wish), loop_.bind(lifetime_, answered));
}

} // namespace confab::front
