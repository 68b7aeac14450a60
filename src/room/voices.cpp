// SPDX-License-Identifier: Apache-2.0
#include "room/voices.hpp"

namespace confab::room {

void Voices::speaks(const PeerId& peer, Clock::time_point now)
{
    const auto* speaker = roster_.findByPeer(peer);
    views_.speaks(speaker ? speaker->id() : "", now);
    tell();
}

void Voices::heard(const std::map<PeerId, int>& levels)
{
    levels_.clear();
    for (const auto& [peer, level] : levels)
        if (const auto* p = roster_.findByPeer(peer))
            levels_[p->id()] = level;
    tell();
}

void Voices::tell() const
{
    roster_.sendToAll(wire::Speaker{views_.speaker(), levels_});
}

} // namespace confab::room
