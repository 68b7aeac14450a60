// SPDX-License-Identifier: Apache-2.0
#include "media/video/text/label_place.hpp"

#include "media/video/pixels/uncovered.hpp"

#include <algorithm>
#include <functional>

namespace confab::media {
namespace {

layout::Rect shrunk(const layout::Rect& r, int by)
{
    return {r.x + by, r.y + by, r.width - 2 * by, r.height - 2 * by};
}

/// The widest piece of a strip that no cover touches.
layout::Rect widestPiece(const layout::Rect& strip, const std::vector<layout::Rect>& covers,
                         int margin)
{
    std::vector<layout::Rect> walls; // from top to bottom of the strip
    for (const auto& cover : covers)
        if (touch(strip, shrunk(cover, -margin)))
            walls.push_back({cover.x - margin, strip.y, cover.width + 2 * margin, strip.height});
    layout::Rect widest{strip.x, strip.y, 0, strip.height};
    for (const auto& piece : uncovered(strip, walls))
        if (piece.width > widest.width || (piece.width == widest.width && piece.x < widest.x))
            widest = piece;
    return widest;
}

} // namespace

std::optional<layout::Rect> labelPlace(const layout::Rect& cell,
                                       const std::vector<layout::Rect>& covers, int margin,
                                       int height, int least, int wanted)
{
    const layout::Rect room = shrunk(cell, margin);
    std::vector<int> bottoms{room.y + room.height};
    for (const auto& cover : covers)
        if (touch(cover, cell))
            bottoms.push_back(cover.y - margin);
    std::ranges::sort(bottoms, std::greater());

    std::optional<layout::Rect> best;
    for (const int bottom : bottoms) {
        const layout::Rect strip{room.x, bottom - height, room.width, height};
        if (bottom > room.y + room.height || strip.y < room.y)
            continue;
        const layout::Rect piece = widestPiece(strip, covers, margin);
        if (piece.width < least)
            continue;
        if (piece.width >= std::min(wanted, room.width))
            return piece;
        if (!best || piece.width > best->width)
            best = piece;
    }
    return best;
}

} // namespace confab::media
