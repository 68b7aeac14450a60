// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "room/people/roster.hpp"
#include "room/picture/views.hpp"

#include <map>

namespace confab::room {

/// Tells everybody who speaks, and how loud those are who are heard.
///
/// Thread: the control thread.
class Voices {
public:
    using Clock = Views::Clock;

    /// Both borrowed.
    Voices(const Roster& roster, Views& views) : roster_(roster), views_(views) { }

    /// Whose voice is the loudest now, by the peer; empty: nobody speaks.
    void speaks(const PeerId& peer, Clock::time_point now);
    /// How loud everybody was who was heard just now, in dBov, by the peer.
    void heard(const std::map<PeerId, int>& levels);

private:
    void tell() const;

    const Roster& roster_;
    Views& views_;
    std::map<std::string, int> levels_; // by participant
};

} // namespace confab::room
