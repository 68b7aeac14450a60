// SPDX-License-Identifier: Apache-2.0
#include "room/people/chat.hpp"

#include "base/time/wall_time.hpp"

#include <algorithm>
#include <cstdlib>

namespace confab::room {

using namespace std::chrono_literals;

namespace {

constexpr std::size_t kMostAtOnce = 5;
constexpr auto kWindow = 5s;

} // namespace

std::optional<wire::ChatMessage> Chat::say(const wire::Participant& who, std::string text,
                                           Clock::time_point now, WallClock::time_point at)
{
    if (isTooMuch(who.id, now))
        return std::nullopt;
    said_[who.id].push_back(now);
    const wire::ChatMessage message{.id = "m" + std::to_string(++last_),
                                    .participant = who.id,
                                    .name = who.name,
                                    .text = std::move(text),
                                    .at =
                                        rfc3339(std::chrono::floor<std::chrono::milliseconds>(at))};
    history_.add(message);
    return message;
}

bool Chat::isTooMuch(const std::string& participant, Clock::time_point now)
{
    auto& times = said_[participant];
    while (!times.empty() && now - times.front() >= kWindow)
        times.pop_front();
    return times.size() >= kMostAtOnce;
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
