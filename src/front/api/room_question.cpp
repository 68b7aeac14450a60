// SPDX-License-Identifier: Apache-2.0
#include "front/api/room_question.hpp"

#include "base/fields.hpp"
#include "front/http/http_reply.hpp"

#include <algorithm>
#include <iterator>

namespace confab::front {

namespace {

using nlohmann::json;

HttpAnswer problem(unsigned status, const char* code, const std::string& detail)
{
    return {status, json::parse(http::problemText(status, code, detail))};
}

HttpAnswer failure(const Error& error)
{
    if (error.code == Errc::NotFound)
        return problem(404, "room.unknown", error.message);
    if (error.code == Errc::Timeout)
        return problem(504, "room.timeout", error.message);
    return problem(503, "room.unavailable", error.message);
}

/// Of a wire error as HTTP has it.
unsigned statusOf(const std::string& code)
{
    constexpr std::pair<std::string_view, unsigned> kStatuses[] = {
        {"recording.unknown", 404},   {"recording.running", 409}, {"recording.limit", 409},
        {"recording.failed", 503},    {"message.unknown", 501},   {"layout.changed", 412},
        {"participant.unknown", 404}, {"snapshot.failed", 503},   {"role.required", 409},
    };
    const auto* known = std::find_if(std::begin(kStatuses), std::end(kStatuses),
                                     [&](const auto& entry) { return entry.first == code; });
    return known == std::end(kStatuses) ? 400 : known->second;
}

} // namespace

void askRoom(RoomSupervisor& rooms, const HttpRequest& request, json message,
             std::function<void(Held, Result<json>)> answered)
{
    const auto held = std::make_shared<const HeldRequest>(request.message);
    rooms.call(request.parts[0], std::move(message),
               [held, answered = std::move(answered)](Result<json> result) {
                   answered(held, std::move(result));
               });
}

HttpAnswer answerOf(const Result<json>& result, std::string_view type, unsigned success)
{
    if (!result)
        return failure(result.error());
    Fields fields(*result);
    const auto given = fields.textOr("type", "");
    if (given == type) {
        json body = *result;
        body.erase("type");
        return {success, std::move(body)};
    }
    const auto code = fields.textOr("code", "");
    const auto message = fields.textOr("message", "");
    if (given == "error" && fields.ok())
        return problem(statusOf(code), code.c_str(), message);
    return problem(502, "room.confused", "the room's answer cannot be understood");
}

} // namespace confab::front
