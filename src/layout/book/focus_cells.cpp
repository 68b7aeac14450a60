// SPDX-License-Identifier: Apache-2.0
#include "layout/book/focus_cells.hpp"

#include "layout/book/stacked_cells.hpp"
#include "layout/geometry/grid.hpp"
#include "layout/geometry/unit_grid.hpp"

#include <algorithm>

namespace confab::layout {

namespace {

/// A member of the 1+N family: a square of units, some of them for the large cell. The first two
/// are there so that three or four small cells just fill the column beside the large one (four use
/// the units of 1+7): nothing goes below it, and it keeps its height.
struct Member {
    int small;
    int units;
    int large;
};

constexpr Member kMembers[] = {{3, 3, 2}, {4, 4, 3},  {5, 3, 2}, {7, 4, 3},
                               {9, 5, 4}, {12, 4, 2}, {21, 5, 2}};

void append(std::vector<Rect>& cells, const std::vector<Rect>& more)
{
    cells.insert(cells.end(), more.begin(), more.end());
}

/// The large one, a full column beside it, the rest in a row below it; or a column alone.
std::vector<Rect> aroundCorner(const Area& area, const Member& member, int small)
{
    const int n = member.units;
    const UnitGrid grid(area.span, n, n);
    const int inColumn = std::min(small, n);
    const int below = small - inColumn;
    std::vector<Rect> cells{grid.at(0, 0, n - 1, below ? n - 1 : n)};
    append(cells, grid.rows(n - 1, grid.centredTop(inColumn), 1, inColumn));
    append(cells, grid.rows(0, 2 * (n - 1), n - 1, below));
    return cells;
}

/// The large one, a block beside it, full rows below both.
std::vector<Rect> aboveRows(const Area& area, const Member& member, int small)
{
    const int n = member.units;
    const UnitGrid grid(area.span, n, n);
    const int beside = member.large * (n - member.large);
    const int top = grid.centredTop(member.large + rowsFor(small - beside, n));
    std::vector<Rect> cells{grid.at(0, top, member.large, member.large)};
    append(cells, grid.rows(member.large, top, n - member.large, beside));
    append(cells, grid.rows(0, top + 2 * member.large, n, small - beside));
    return cells;
}

/// The large one, and at the right a column of `rows` cells, a fifth of the width.
std::vector<Rect> besideColumn(const Area& area, int count, int rows)
{
    if (count <= 1 || isTall(area.span))
        return onePlusCells(area, count);
    const UnitGrid grid(area.span, 5, rows);
    std::vector<Rect> cells{grid.at(0, 0, 4, rows)};
    append(cells, grid.rows(4, grid.centredTop(count - 1), 1, count - 1));
    return cells;
}

} // namespace

std::vector<Rect> onePlusCells(const Area& area, int count)
{
    const int small = count - 1;
    if (small <= 0)
        return {area.span};
    if (isTall(area.span))
        return stackedCells(area, 1, small);
    const auto* member = std::find_if(std::begin(kMembers), std::end(kMembers) - 1,
                                      [small](const Member& m) { return m.small >= small; });
    return member->large == member->units - 1 ? aroundCorner(area, *member, small)
                                              : aboveRows(area, *member, small);
}

std::vector<Rect> twoPlusCells(const Area& area, int count)
{
    if (count <= 1)
        return {area.span};
    const int small = count - 2;
    if (isTall(area.span))
        return stackedCells(area, 2, small);
    const UnitGrid grid(area.span, 4, 4);
    const int top = grid.centredTop(2 + rowsFor(small, 4));
    std::vector<Rect> cells{grid.at(0, top, 2, 2), grid.at(4, top, 2, 2)};
    append(cells, grid.rows(0, top + 4, 4, small));
    return cells;
}

std::vector<Rect> threePlusCells(const Area& area, int count)
{
    if (count <= 1)
        return {area.span};
    const int columns = isUpright(area.span) ? 1 : 2;
    const int large = std::min(count, 4);
    const int rows = rowsFor(large, columns);
    const int highest = area.span.width / columns * kTallestTenths / 10 * rows;
    const int landscape = area.span.height / 2 * rows;
    const Rect band = centredBand(area.span, isTall(area.span) ? highest : landscape);
    auto cells = UnitGrid(band, columns, rows).rows(0, 0, columns, large);
    if (count > 4) {
        const auto rest = gridCells({cells.back(), area.gap}, count - 3);
        cells.pop_back();
        append(cells, rest);
    }
    return cells;
}

std::vector<Rect> sidebarCells(const Area& area, int count)
{
    return besideColumn(area, count, 5);
}

std::vector<Rect> filmstripCells(const Area& area, int count)
{
    if (count <= 1 || isTall(area.span))
        return onePlusCells(area, count);
    const UnitGrid grid(area.span, 5, 5);
    std::vector<Rect> cells{grid.at(0, 0, 5, 4)};
    append(cells, grid.rows(0, 8, 5, count - 1));
    return cells;
}

std::vector<Rect> presentationCells(const Area& area, int count)
{
    return besideColumn(area, count, 4);
}

} // namespace confab::layout
