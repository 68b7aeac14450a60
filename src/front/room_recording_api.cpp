// SPDX-License-Identifier: Apache-2.0
#include "front/room_recording_api.hpp"

#include "front/http_reply.hpp"
#include "protocol/fields.hpp"
#include "protocol/wire_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace confab {

namespace {

using nlohmann::json;
using Answer = IdempotencyBook::Answer;

constexpr int kMinWidth = 320, kMinHeight = 180, kMaxSide = 1920; // as of [video]

json problem(unsigned status, const char* code, const std::string& detail)
{
    return json::parse(http::problemText(status, code, detail));
}

Answer failure(const Error& error)
{
    if (error.code == Errc::NotFound)
        return {404, problem(404, "room.unknown", error.message)};
    if (error.code == Errc::Timeout)
        return {504, problem(504, "room.timeout", error.message)};
    return {503, problem(503, "room.unavailable", error.message)};
}

/// Of a wire error as HTTP has it.
unsigned statusOf(const std::string& code)
{
    constexpr std::pair<std::string_view, unsigned> kStatuses[] = {
        {"recording.unknown", 404}, {"recording.running", 409}, {"recording.limit", 409},
        {"recording.failed", 503},  {"message.unknown", 501},
    };
    const auto* known = std::find_if(std::begin(kStatuses), std::end(kStatuses),
                                     [&](const auto& entry) { return entry.first == code; });
    return known == std::end(kStatuses) ? 400 : known->second;
}

Answer answerOf(const Result<json>& result, unsigned success)
{
    if (!result)
        return failure(result.error());
    Fields fields(*result);
    const auto type = fields.textOr("type", "");
    if (type == "recording") {
        json body = *result;
        body.erase("type");
        return {success, std::move(body)};
    }
    const auto code = fields.textOr("code", "");
    const auto message = fields.textOr("message", "");
    if (type == "error" && fields.ok()) {
        const unsigned status = statusOf(code);
        return {status, problem(status, code.c_str(), message)};
    }
    return {502, problem(502, "room.confused", "the room's answer cannot be understood")};
}

/// The complaint about the body of a request, or "".
std::string checkSize(Fields& fields)
{
    const int width = fields.numberOr("width", kMinWidth);
    const int height = fields.numberOr("height", kMinHeight);
    if (fields.has("width") != fields.has("height"))
        return "\"width\" and \"height\" go together";
    if (width < kMinWidth || width > kMaxSide || height < kMinHeight || height > kMaxSide
        || width % 2 || height % 2)
        return fmt::format("\"width\" must be even, {} to {}, and so must \"height\", {} to {}",
                           kMinWidth, kMaxSide, kMinHeight, kMaxSide);
    return {};
}

std::string checkFields(const json& body, std::initializer_list<std::string_view> known)
{
    for (const auto& [key, value] : body.items())
        if (std::find(known.begin(), known.end(), key) == known.end())
            return fmt::format("\"{}\" is not known here", key);
    return {};
}

std::string checkStart(const json& body)
{
    Fields fields(body);
    auto complaint = checkFields(body, {"layout", "format", "tracks", "hls", "width", "height"});
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
    return checkFields(body, {"paused", "layout"});
}

/// The request's body if `check` finds it right; else the answer is given.
std::optional<json> bodyOf(const HttpRequest& request, std::string (*check)(const json&))
{
    auto body = http::requestObject(request.message);
    const auto complaint = body ? check(*body) : std::string();
    if (complaint.empty())
        return body;
    http::replyProblem(request.message, 400, "body.invalid", complaint);
    return std::nullopt;
}

json record(bool on, const std::string& id)
{
    return {{"type", "record"}, {"on", on}, {"recording", id}};
}

void reply(SoupServerMessage* message, const Answer& answer)
{
    if (answer.status < 400)
        http::replyJson(message, answer.status, answer.body);
    else
        http::replyProblem(message, answer.status, answer.body);
}

} // namespace

void RoomRecordingApi::addTo(HttpRoutes& routes)
{
    constexpr const char* kAll = "/api/v1/rooms/*/recordings";
    constexpr const char* kOne = "/api/v1/rooms/*/recordings/*";
    routes.add("GET", kAll, [this](const HttpRequest& request) { replyRunning(request); });
    routes.add("POST", kAll, [this](const HttpRequest& request) { start(request); });
    routes.add("PATCH", kOne, [this](const HttpRequest& request) { change(request); });
    routes.add("DELETE", kOne, [this](const HttpRequest& request) { stop(request); });
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
        reply(message, entry->answer);
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

// The room answers later: libsoup is to wait with its answer as well. The client may be gone by
// then, which libsoup takes care of.
void RoomRecordingApi::ask(const HttpRequest& request, json message, unsigned success,
                           const std::string& key)
{
    soup_server_message_pause(request.message);
    rooms_.call(
        request.parts[0], std::move(message),
        loop_.bind(lifetime_,
                   [this, success, key, kept = GRef<SoupServerMessage>::share(request.message)](
                       const Result<json>& result) {
                       const auto answer = answerOf(result, success);
                       // What failed on our side may be tried again.
                       if (answer.status >= 500)
                           book_.forget(key);
                       else
                           book_.close(key, answer);
                       reply(kept.get(), answer);
                       soup_server_message_unpause(kept.get());
                   }));
}

} // namespace confab
