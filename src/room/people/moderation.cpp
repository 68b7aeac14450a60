// SPDX-License-Identifier: Apache-2.0
#include "room/people/moderation.hpp"

#include <spdlog/spdlog.h>

#include <utility>

namespace confab::room {

namespace {

using wire::ErrorMessage;
using wire::Role;

bool mayModerate(const Participant* by)
{
    return !by || by->shown.role == Role::Host;
}

ErrorMessage roleRequired(const char* re)
{
    return {"role.required", "only a host of this room may do that", re};
}

ErrorMessage nobodyThere(const char* re)
{
    return {"participant.unknown", "there is nobody of that id here", re};
}

const std::string& nameOf(const Participant* by)
{
    static const std::string kOperator = "an operator";
    return by ? by->id() : kOperator;
}

} // namespace

void Moderation::admit(Participant& newcomer)
{
    if (!newcomer.shown.observer)
        hosts_.passOn({newcomer.id()});
    newcomer.shown.role = hosts_.has(newcomer.id()) ? Role::Host : Role::Guest;
}

void Moderation::forget(const std::string& participant)
{
    hosts_.dismiss(participant);
    settle();
}

Outcome<wire::ParticipantUpdated> Moderation::answerTo(const wire::Mute& wish,
                                                       const Participant* by)
{
    if (!mayModerate(by))
        return roleRequired("mute");
    Participant* target = roster_.find(wish.participant);
    if (!target)
        return nobodyThere("mute");
    if (target->shown.audio) {
        spdlog::info("{} is muted by {}", target->id(), nameOf(by));
        acts_.mute(*target);
        roster_.send(*target, wire::Muted{by ? by->id() : ""});
    }
    return wire::ParticipantUpdated{target->shown};
}

Outcome<wire::ParticipantLeft> Moderation::answerTo(const wire::Kick& wish, const Participant* by)
{
    if (!mayModerate(by))
        return roleRequired("kick");
    if (!roster_.find(wish.participant))
        return nobodyThere("kick");
    spdlog::info("{} is removed by {}", wish.participant, nameOf(by));
    acts_.remove(wish.participant);
    return wire::ParticipantLeft{wish.participant};
}

Outcome<wire::RoomState> Moderation::answerTo(const wire::Lock& wish, const Participant* by)
{
    if (!mayModerate(by))
        return roleRequired("lock");
    if (hosts_.empty() && wish.on)
        return ErrorMessage{"role.required", "a room without a host cannot be locked", "lock"};
    if (std::exchange(locked_, wish.on) != wish.on) {
        spdlog::info("{} by {}", wish.on ? "locked" : "unlocked", nameOf(by));
        roster_.sendToAll(wire::RoomState{locked_});
        acts_.changed();
    }
    return wire::RoomState{locked_};
}

Outcome<wire::ParticipantUpdated> Moderation::answerTo(const wire::SetRole& wish,
                                                       const Participant* by)
{
    if (!mayModerate(by))
        return roleRequired("role");
    const Participant* target = roster_.find(wish.participant);
    if (!target)
        return nobodyThere("role");
    if (wish.role == Role::Host) {
        hosts_.appoint(target->id());
    } else {
        hosts_.dismiss(target->id());
        hosts_.passOn(heirs(target->id())); // the last one gives it to somebody else, if it can
    }
    settle();
    return wire::ParticipantUpdated{target->shown};
}

void Moderation::restore(const std::vector<std::string>& hosts, bool locked)
{
    for (const auto& host : hosts)
        hosts_.appoint(host);
    locked_ = locked && !hosts_.empty();
}

std::vector<std::string> Moderation::heirs(const std::string& but) const
{
    std::vector<std::string> heirs;
    for (const auto& p : roster_.all())
        if (!p->shown.observer && p->id() != but)
            heirs.push_back(p->id());
    return heirs;
}

// Brings what everybody sees in line with who is a host.
void Moderation::settle()
{
    hosts_.passOn(heirs());
    bool changed = false;
    for (const auto& p : roster_.all()) {
        const Role role = hosts_.has(p->id()) ? Role::Host : Role::Guest;
        if (std::exchange(p->shown.role, role) == role)
            continue;
        roster_.sendToAll(wire::ParticipantUpdated{p->shown});
        changed = true;
    }
    if (locked_ && hosts_.empty()) {
        locked_ = false;
        roster_.sendToAll(wire::RoomState{false});
        changed = true;
    }
    if (changed)
        acts_.changed();
}

} // namespace confab::room
