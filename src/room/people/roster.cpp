// SPDX-License-Identifier: Apache-2.0
#include "room/people/roster.hpp"

#include "wire/wire_json.hpp"

#include <algorithm>

namespace confab::room {

Participant& Roster::add(std::unique_ptr<Participant> participant)
{
    participants_.push_back(std::move(participant));
    return *participants_.back();
}

std::unique_ptr<Participant> Roster::take(const std::string& id)
{
    const auto it = std::find_if(participants_.begin(), participants_.end(),
                                 [&](const auto& p) { return p->id() == id; });
    if (it == participants_.end())
        return nullptr;
    auto taken = std::move(*it);
    participants_.erase(it);
    return taken;
}

std::vector<std::string> Roster::ids() const
{
    std::vector<std::string> ids;
    for (const auto& p : participants_)
        ids.push_back(p->id());
    return ids;
}

Participant* Roster::find(const std::string& id) const
{
    for (const auto& p : participants_)
        if (p->id() == id)
            return p.get();
    return nullptr;
}

Participant* Roster::findByPeer(const PeerId& peer) const
{
    for (const auto& p : participants_)
        if (sourceOf(*p, peer))
            return p.get();
    return nullptr;
}

PictureSource* Roster::sourceOf(Participant& participant, const PeerId& peer)
{
    for (auto* source : {&participant.camera, &participant.screen})
        if (!peer.empty() && (source->peer == peer || source->before == peer))
            return source;
    return nullptr;
}

void Roster::send(const Participant& participant, const wire::ServerMessage& message) const
{
    send(std::vector{participant.id()}, message);
}

void Roster::send(std::vector<std::string> participants, const wire::ServerMessage& message) const
{
    if (!participants.empty())
        send_(link::ToClients{std::move(participants), wire::textOf(message)});
}

} // namespace confab::room
