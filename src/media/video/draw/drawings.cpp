// SPDX-License-Identifier: Apache-2.0
#include "media/video/draw/drawings.hpp"

#include "media/video/draw/avatar.hpp"

#include <fmt/format.h>

#include <utility>

namespace confab::media {

OverlayPicturePtr Drawings::pill(const Pill& pill)
{
    return get(keyOf(pill), [&] { return drawPill(typesetter_, pill); });
}

OverlayPicturePtr Drawings::avatar(const std::string& name, int diameter)
{
    return get(fmt::format("avatar {} {}", diameter, name),
               [&] { return drawAvatar(typesetter_, name, diameter); });
}

OverlayPicturePtr Drawings::stalledSign(int diameter)
{
    return get(fmt::format("stalled {}", diameter), [&] { return drawStalledSign(diameter); });
}

OverlayPicturePtr Drawings::get(const std::string& key,
                                const std::function<OverlayPicturePtr()>& draw)
{
    if (const auto known = young_.find(key); known != young_.end())
        return known->second;
    if (auto known = old_.extract(key))
        return young_.insert(std::move(known)).position->second;
    return young_.emplace(key, draw()).first->second;
}

void Drawings::turn()
{
    old_ = std::exchange(young_, {});
}

} // namespace confab::media
