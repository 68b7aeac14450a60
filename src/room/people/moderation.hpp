// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "room/people/hosts.hpp"
#include "room/people/outcome.hpp"
#include "room/people/roster.hpp"

#include <functional>
#include <string>
#include <vector>

namespace confab::room {

/// Who is a host, and what hosts may do to others: mute, remove, lock the room, appoint.
///
/// Thread: the control thread.
class Moderation {
public:
    /// What it leaves to the room.
    struct Acts {
        std::function<void(Participant&)> mute;
        std::function<void(const std::string& participant)> remove; ///< and its secret is void
        std::function<void()> changed; ///< who is a host, or the lock
    };

    /// The roster is borrowed.
    Moderation(Roster& roster, Acts acts) : roster_(roster), acts_(std::move(acts)) { }

    /// Gives somebody who comes the role that is theirs.
    void admit(Participant& newcomer);
    /// Somebody is gone for good.
    void forget(const std::string& participant);

    /// What somebody wished; `by` is null for an operator, who may do what a host may.
    Outcome<wire::ParticipantUpdated> answerTo(const wire::Mute& wish, const Participant* by);
    Outcome<wire::ParticipantLeft> answerTo(const wire::Kick& wish, const Participant* by);
    Outcome<wire::RoomState> answerTo(const wire::Lock& wish, const Participant* by);
    Outcome<wire::ParticipantUpdated> answerTo(const wire::SetRole& wish, const Participant* by);

    /// Nobody new comes in. It ends with the last host: nobody could open the room again.
    bool isLocked() const { return locked_; }
    /// Those who are away and may come back as well.
    std::vector<std::string> hosts() const { return hosts_.all(); }
    /// As the room before this one had it; before anybody is there.
    void restore(const std::vector<std::string>& hosts, bool locked);

private:
    std::vector<std::string> heirs(const std::string& but = {}) const;
    void settle();

    Roster& roster_;
    Acts acts_;
    Hosts hosts_;
    bool locked_ = false;
};

} // namespace confab::room
