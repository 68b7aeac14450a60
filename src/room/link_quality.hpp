// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "room/people/link_judge.hpp"
#include "room/people/roster.hpp"
#include "room/ports/room_media.hpp"

#include <chrono>
#include <map>
#include <string>

namespace confab::room {

/// Tells everybody how their own link is and what was done about it, and the others whose is weak.
///
/// Thread: the control thread.
class LinkQuality {
public:
    using Clock = std::chrono::steady_clock;

    /// Both borrowed.
    LinkQuality(const Roster& roster, const RoomMedia& media) : roster_(roster), media_(media) { }

    /// Call it a few times a second.
    void tick(Clock::time_point now);

private:
    struct Known {
        PeerId peer;
        LinkJudge judge;
        wire::Quality told;
        Clock::time_point toldAt{};
    };

    void look(Participant& participant, Clock::time_point now);
    void tell(const Participant& participant, Known& known, const LinkState& link,
              Clock::time_point now) const;

    const Roster& roster_;
    const RoomMedia& media_;
    std::map<std::string, Known> known_; // by participant
    Clock::time_point lookedAt_{};
};

} // namespace confab::room
