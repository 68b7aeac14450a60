// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/wire.hpp"
#include "room/room_media.hpp"

#include <chrono>
#include <optional>
#include <string>

namespace confab {

/// A person (or bot, or device) in a room. A plain value that Room owns.
struct Participant {
    wire::Participant shown; ///< as the others see it
    std::string resume; ///< the secret it comes back with
    PeerId peer; ///< its camera's session; empty: none at the moment
    bool pictured = false; ///< decoded pictures are arriving
    int peerFailures = 0; ///< sessions that failed one after the other
    int candidates = 0; ///< of the present session
    /// Since when its connection is gone without a goodbye; it may still resume.
    std::optional<std::chrono::steady_clock::time_point> goneSince;
    wire::Uplink uplink; ///< what it was told last

    const std::string& id() const { return shown.id; }
    bool wantsTile() const { return shown.video && pictured && !shown.observer; }
};

} // namespace confab
