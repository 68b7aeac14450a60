// SPDX-License-Identifier: Apache-2.0
#include "front/api/room_question.hpp"

#include "front/http/http_reply.hpp"

#include <algorithm>
#include <iterator>

namespace confab::front {

namespace {

HttpAnswer problem(unsigned status, const char* code, const std::string& detail)
{
    return {status, http::problemText(status, code, detail)};
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
        {"recording.failed", 503},    {"layout.changed", 412},    {"role.required", 409},
        {"participant.unknown", 404}, {"snapshot.failed", 503},   {"layout.missing", 404},
        {"layout.needed", 409},
    };
    const auto* known = std::find_if(std::begin(kStatuses), std::end(kStatuses),
                                     [&](const auto& entry) { return entry.first == code; });
    return known == std::end(kStatuses) ? 400 : known->second;
}

} // namespace

void askRoom(RoomDirectory& rooms, const HttpRequest& request, link::Wish wish,
             std::function<void(Held, Result<link::Answer>)> answered)
{
    const auto held = std::make_shared<const HeldRequest>(request.message);
    rooms.call(request.parts[0], std::move(wish),
               [held, answered = std::move(answered)](Result<link::Answer> answer) {
                   answered(held, std::move(answer));
               });
}

HttpAnswer refusalOf(const Result<link::Answer>& answer)
{
    if (!answer)
        return failure(answer.error());
    if (const auto* error = answerAs<wire::ErrorMessage>(answer))
        return problem(statusOf(error->code), error->code.c_str(), error->message);
    return problem(502, "room.confused", "the room's answer cannot be understood");
}

} // namespace confab::front
