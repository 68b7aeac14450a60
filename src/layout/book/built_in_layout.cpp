// SPDX-License-Identifier: Apache-2.0
#include "layout/book/built_in_layout.hpp"

#include "layout/geometry/tile_fit.hpp"

#include <algorithm>
#include <numeric>

namespace confab::layout {

namespace {

/// An inset must not show bars over the picture below it: it takes the shape of its own picture.
void shrinkToPicture(LayoutTile& inset)
{
    const Rect& cell = inset.cell;
    Rect& picture = inset.picture;
    picture.x = cell.x + cell.width - picture.width;
    picture.y = cell.y + cell.height - picture.height;
    inset.cell = picture;
}

} // namespace

std::vector<std::size_t> BuiltInLayout::shown(const std::vector<LayoutSource>& sources) const
{
    std::vector<std::size_t> order(sources.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    if (rules_.order == BuiltInRules::Order::ScreenFirst) {
        const auto screen = std::find_if(order.begin(), order.end(),
                                         [&](std::size_t i) { return sources[i].screen; });
        if (screen != order.end())
            std::rotate(order.begin(), screen, screen + 1);
    }
    order.resize(std::min(order.size(), capacity()));
    return order;
}

Arrangement BuiltInLayout::arrange(Size canvas, const std::vector<LayoutSource>& sources,
                                   const LayoutSpacing& spacing) const
{
    const auto order = shown(sources);
    Arrangement result;
    result.hidden = sources.size() - order.size();
    if (order.empty())
        return result;
    const Area area = areaOf(canvas, spacing);
    const auto cells = rules_.cells(area, int(order.size()));
    for (std::size_t i = 0; i < order.size(); ++i) {
        const bool inset = rules_.inset && i > 0;
        const Rect cell = inset ? cells[i] : withoutGap(area, cells[i]);
        LayoutTile tile = tileIn(cell, order[i], sources[order[i]], Fit::Auto);
        tile.z = inset ? 1 : 0;
        if (inset)
            shrinkToPicture(tile);
        result.tiles.push_back(tile);
    }
    return result;
}

} // namespace confab::layout
