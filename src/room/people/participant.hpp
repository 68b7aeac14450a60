// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "room/ports/room_media.hpp"
#include "wire/wire.hpp"

#include <chrono>
#include <optional>
#include <string>

namespace confab::room {

/// A peer that brings pictures: a camera's or a screen's.
struct PictureSource {
    using Clock = std::chrono::steady_clock;

    PeerId peer; ///< the session that brings them; empty: none at the moment
    /// The session that `peer` takes the place of: it stays, and is shown, until the first picture
    /// of the new one. Empty: none.
    PeerId before;
    PeerId replaces; ///< what the offer says of it; may have ended
    Clock::time_point opened{}; ///< when `peer` was offered
    bool connected = false; ///< `peer` is
    bool pictured = false; ///< a picture has come since it was switched on
    PictureTile::Face face = PictureTile::Face::Avatar;
    layout::Size size; ///< of its last picture; 0 before the first
    wire::Uplink uplink; ///< what it was told last

    const PeerId& shown() const { return before.empty() ? peer : before; }
};

/// A person (or bot, or device) in a room. A plain value that Room owns.
struct Participant {
    wire::Participant shown; ///< as the others see it
    std::string resume; ///< the secret it comes back with
    PictureSource camera; ///< its peer carries the microphone too, and the mix back
    PictureSource screen;
    std::size_t codec = 0; ///< of RoomMedia::pictureCodecs(): what its next session is offered
    bool soundOnly = false; ///< it took none of them, and knows
    int peerFailures = 0; ///< sessions that failed one after the other
    /// Since when its connection is gone without a goodbye; it may still resume.
    std::optional<std::chrono::steady_clock::time_point> goneSince;
    bool away = false; ///< gone, and nothing comes from them: not shown until they are back
    bool reloading = false; ///< gone because its page went away

    const std::string& id() const { return shown.id; }
};

} // namespace confab::room
