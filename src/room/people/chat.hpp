// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "link/chat_history.hpp"
#include "room/people/pace.hpp"

#include <chrono>
#include <optional>
#include <string>

namespace confab::room {

/// What people write to each other: numbered, kept for those who join later, and not too much at
/// once.
///
/// The caller brings the clock; one thread at a time.
class Chat {
public:
    using Clock = std::chrono::steady_clock;
    using WallClock = std::chrono::system_clock;

    /// The message as everybody is to see it. Nothing if this person has said five in the last 5 s.
    std::optional<wire::ChatMessage> say(const wire::Participant& who, std::string text,
                                         Clock::time_point now, WallClock::time_point at);
    /// Somebody has left; what they said stays.
    void forget(const std::string& participant) { pace_.forget(participant); }

    std::vector<wire::ChatMessage> history() const { return history_.all(); }
    /// What was said in the room before this one took its place.
    void restore(const std::vector<wire::ChatMessage>& messages);

private:
    link::ChatHistory history_;
    unsigned long last_ = 0; // number of a message
    Pace pace_{5, std::chrono::seconds(5)};
};

} // namespace confab::room
