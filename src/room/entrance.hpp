// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "config/config.hpp"
#include "link/room_link.hpp"
#include "room/people/chat.hpp"
#include "room/people/moderation.hpp"
#include "room/people/roster.hpp"
#include "room/picture/views.hpp"
#include "room/recordings.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace confab::room {

/// Who may come in, and what they are told first. It decides and changes nothing.
///
/// Thread: the control thread.
class Entrance {
public:
    /// Everything given must outlive it.
    Entrance(const std::string& room, const config::Config& config, const Roster& roster,
             const Views& views, const Recordings& recordings, const Moderation& moderation,
             const Chat& chat);

    /// What this join makes of somebody.
    static std::unique_ptr<Participant> participantOf(const link::Join& message);

    /// Why they stay outside: the room is locked, or full.
    std::optional<wire::ErrorMessage> refusalOf(const link::Join& message) const;

    /// The seat that a newcomer gets in a full room: of those who lost their connection, the one
    /// who has been away longest. Nobody's as long as there is another, or all are there.
    std::optional<std::string> seatToGiveUp() const;

    /// The first message: who and what is there. `held`: the peers that the participant kept.
    wire::Joined welcome(const Participant& participant, std::vector<PeerId> held) const;

private:
    bool isFull() const;

    const std::string& room_;
    const config::Config& config_;
    const Roster& roster_;
    const Views& views_;
    const Recordings& recordings_;
    const Moderation& moderation_;
    const Chat& chat_;
};

} // namespace confab::room
