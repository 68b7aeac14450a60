// SPDX-License-Identifier: Apache-2.0
#include "layout/custom/custom_layout.hpp"

#include "layout/geometry/area.hpp"

#include <algorithm>
#include <optional>

namespace confab::layout {

namespace {

using Role = CustomCell::Role;

bool suits(const CustomCell& cell, const LayoutSource& source)
{
    switch (cell.role) {
    case Role::User:
        return source.user == cell.user;
    case Role::Content:
        return source.screen;
    case Role::Pinned:
        return source.pinned;
    case Role::Speaker:
        return !source.screen;
    case Role::Any:
        return true;
    }
    return false;
}

/// Gives sources to cells, each source once.
class Seating {
public:
    Seating(const std::vector<CustomCell>& cells, const std::vector<LayoutSource>& sources)
        : cells_(cells), sources_(sources), seats_(cells.size()), seated_(sources.size())
    {
        for (const Role role : {Role::User, Role::Content, Role::Pinned, Role::Speaker})
            fill([&](std::size_t c, std::size_t s) {
                return cells_[c].role == role && suits(cells_[c], sources_[s]);
            });
        fill([](std::size_t, std::size_t) { return true; });
    }

    /// By cell: the index of its source.
    const std::vector<std::optional<std::size_t>>& seats() const { return seats_; }

private:
    template <class Match> void fill(Match match)
    {
        for (std::size_t c = 0; c < cells_.size(); ++c)
            for (std::size_t s = 0; s < sources_.size() && !seats_[c]; ++s)
                if (!seated_[s] && match(c, s)) {
                    seats_[c] = s;
                    seated_[s] = true;
                }
    }

    const std::vector<CustomCell>& cells_;
    const std::vector<LayoutSource>& sources_;
    std::vector<std::optional<std::size_t>> seats_;
    std::vector<bool> seated_;
};

/// Rounds its edges, not its size: cells that meet on paper then meet on the canvas.
Rect pixelsOf(const CustomCell& cell, const Rect& span)
{
    const auto& [left, top, width, height] = cell.rect;
    const int x = left.of(span.width);
    const int y = top.of(span.height);
    return {span.x + x, span.y + y, (left + width).of(span.width) - x,
            (top + height).of(span.height) - y};
}

/// The given spacing, cut down so that at least half of the smallest cell is left.
LayoutSpacing spacingFor(const std::vector<CustomCell>& cells, Size canvas, LayoutSpacing spacing)
{
    const Rect span = visible(areaOf(canvas, spacing));
    for (const auto& cell : cells)
        if (cell.z == 0)
            spacing.gap = std::min(
                {spacing.gap, cell.rect[2].of(span.width) / 2, cell.rect[3].of(span.height) / 2});
    return spacing;
}

LayoutTile tileOf(const CustomCell& cell, const Area& area, std::size_t index,
                  const LayoutSource& source)
{
    const Rect place =
        cell.z > 0 ? pixelsOf(cell, visible(area)) : withoutGap(area, pixelsOf(cell, area.span));
    LayoutTile tile = tileIn(place, index, source, cell.fit);
    tile.z = cell.z;
    tile.label = cell.label;
    return tile;
}

} // namespace

bool CustomLayout::hasFocus() const
{
    for (const auto& variant : spec_.variants)
        for (const auto& cell : variant.cells)
            if (cell.role == Role::Speaker)
                return true;
    return false;
}

const CustomVariant& CustomLayout::variantFor(std::size_t sources) const
{
    const auto fits = [sources](auto& variant) { return std::size_t(variant.max) >= sources; };
    const auto found = std::find_if(spec_.variants.begin(), spec_.variants.end(), fits);
    return found == spec_.variants.end() ? spec_.variants.back() : *found;
}

Arrangement CustomLayout::arrange(Size canvas, const std::vector<LayoutSource>& sources,
                                  const LayoutSpacing& spacing) const
{
    const auto& cells = variantFor(sources.size()).cells;
    const Seating seating(cells, sources);
    const Area area = areaOf(canvas, spacingFor(cells, canvas, spacing));
    Arrangement result;
    for (std::size_t c = 0; c < cells.size(); ++c)
        if (const auto seat = seating.seats()[c])
            result.tiles.push_back(tileOf(cells[c], area, *seat, sources[*seat]));
    std::stable_sort(result.tiles.begin(), result.tiles.end(),
                     [](auto& a, auto& b) { return a.z < b.z; });
    result.hidden = sources.size() - result.tiles.size();
    return result;
}

} // namespace confab::layout
