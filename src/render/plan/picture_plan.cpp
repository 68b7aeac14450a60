// SPDX-License-Identifier: Apache-2.0
#include "render/plan/picture_plan.hpp"

#include <glib.h>

#include <algorithm>

namespace confab::render {

void PicturePlan::add(Time at, room::Picture picture)
{
    g_assert(steps_.empty() || steps_.back().at <= at);
    if (!steps_.empty() && steps_.back().picture == picture)
        return;
    if (!steps_.empty() && steps_.back().at == at)
        steps_.pop_back();
    steps_.push_back({at, std::move(picture)});
}

std::size_t PicturePlan::stepAt(Time t) const
{
    const auto after = std::upper_bound(steps_.begin(), steps_.end(), t,
                                        [](Time at, const Step& step) { return at < step.at; });
    return after == steps_.begin() ? 0 : std::size_t(after - steps_.begin()) - 1;
}

std::optional<PicturePlan::Time> PicturePlan::nextShowing(const room::PeerId& peer, Time t) const
{
    for (std::size_t i = stepAt(t); i < steps_.size(); ++i)
        if (tileOf(steps_[i].picture, peer))
            return std::max(t, steps_[i].at);
    return std::nullopt;
}

const room::PictureTile* tileOf(const room::Picture& picture, const room::PeerId& peer)
{
    for (const auto& tile : picture.tiles)
        if (tile.peer == peer && tile.face != room::PictureTile::Face::Avatar)
            return &tile;
    return nullptr;
}

} // namespace confab::render
