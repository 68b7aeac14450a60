// SPDX-License-Identifier: Apache-2.0
#include "room/people/chat.hpp"

#include "base/time/wall_time.hpp"

#include <algorithm>
#include <cstdlib>

namespace confab::room {

std::optional<wire::ChatMessage> Chat::say(const wire::Participant& who, std::string text,
                                           Clock::time_point now, WallClock::time_point at)
{
    if (!pace_.allows(who.id, now))
        return std::nullopt;
    pace_.count(who.id, now);
    const wire::ChatMessage message{.id = "m" + std::to_string(++last_),
                                    .participant = who.id,
                                    .name = who.name,
                                    .text = std::move(text),
                                    .at =
                                        rfc3339(std::chrono::floor<std::chrono::milliseconds>(at))};
    history_.add(message);
    return message;
}

// The numbers go on, so that no two messages of a room have the same.
void Chat::restore(const std::vector<wire::ChatMessage>& messages)
{
    for (const auto& message : messages) {
        history_.add(message);
        if (message.id.starts_with('m'))
            last_ = std::max(last_, std::strtoul(message.id.c_str() + 1, nullptr, 10));
    }
}

} // namespace confab::room
