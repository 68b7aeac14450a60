// SPDX-License-Identifier: Apache-2.0
#include "room/wishes.hpp"

#include "wire/wire_json.hpp"

#include <nlohmann/json.hpp>

namespace confab::room {

using wire::ErrorMessage;
using wire::ServerMessage;

namespace {

const char* codeOf(Errc failedRecording)
{
    return failedRecording == Errc::NotFound ? "recording.unknown"
        : failedRecording == Errc::Conflict  ? "recording.limit"
                                             : "recording.failed";
}

} // namespace

ServerMessage Wishes::answerTo(const wire::Record& wish, const Participant* by)
{
    const auto recording = recordings_.change(wish, by);
    if (!recording)
        return ErrorMessage{codeOf(recording.error().code), recording.error().message, "record"};
    events_.changed();
    return *recording;
}

ServerMessage Wishes::answerTo(const wire::SetLayout& wish, const Participant*)
{
    if (auto status = views_.change(wish); !status)
        return ErrorMessage{status.error().code == Errc::NotFound ? "layout.unknown"
                                                                  : "layout.invalid",
                            status.error().message, "layout"};
    events_.changed();
    events_.announce();
    return views_.main();
}

ServerMessage Wishes::answerTo(const wire::Pin& wish, const Participant*)
{
    if (!wish.participant.empty() && !roster_.find(wish.participant))
        return ErrorMessage{"participant.unknown", "there is nobody of that id here", "pin"};
    views_.pin(wish.participant);
    events_.changed();
    return views_.main();
}

ServerMessage Wishes::answerTo(const wire::Mute& wish, const Participant* by)
{
    return moderation_.answerTo(wish, by);
}

ServerMessage Wishes::answerTo(const wire::Kick& wish, const Participant* by)
{
    return moderation_.answerTo(wish, by);
}

ServerMessage Wishes::answerTo(const wire::Lock& wish, const Participant* by)
{
    return moderation_.answerTo(wish, by);
}

ServerMessage Wishes::answerTo(const wire::SetRole& wish, const Participant* by)
{
    return moderation_.answerTo(wish, by);
}

ServerMessage Wishes::answerTo(const nlohmann::json& message)
{
    const auto parsed = wire::readClient(message);
    if (const auto* error = std::get_if<ErrorMessage>(&parsed))
        return *error;
    ServerMessage answer = ErrorMessage{
        "message.unknown",
        "an operator may record, set layouts and roles, pin, mute, kick and lock, nothing else",
        ""};
    std::visit(
        [&](const auto& wish) {
            if constexpr (requires { this->answerTo(wish, nullptr); })
                answer = this->answerTo(wish, nullptr);
        },
        std::get<wire::ClientMessage>(parsed));
    return answer;
}

} // namespace confab::room
