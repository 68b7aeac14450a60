// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "link/room_link.hpp"
#include "room/people/participant.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace confab::room {

/// Who is in a room, in the order of joining, and how to tell them something.
///
/// Thread: the control thread.
class Roster {
public:
    using Participants = std::vector<std::unique_ptr<Participant>>;
    using Send = std::function<void(link::FromRoom)>;

    explicit Roster(Send send) : send_(std::move(send)) { }

    Participant& add(std::unique_ptr<Participant> participant);
    /// Null: there is nobody of that id.
    std::unique_ptr<Participant> take(const std::string& id);

    const Participants& all() const { return participants_; }
    bool empty() const { return participants_.empty(); }
    std::vector<std::string> ids() const;
    /// Null: nobody.
    Participant* find(const std::string& id) const;
    Participant* findByPeer(const PeerId& peer) const;
    /// What that peer brings, or brought until it was replaced; null: it is none of theirs.
    static PictureSource* sourceOf(Participant& participant, const PeerId& peer);

    void send(const Participant& participant, const wire::ServerMessage& message) const;
    /// To those, who may be nobody: made into text once.
    void send(std::vector<std::string> participants, const wire::ServerMessage& message) const;
    void sendToAll(const wire::ServerMessage& message) const { send(ids(), message); }

private:
    Send send_;
    Participants participants_;
};

} // namespace confab::room
