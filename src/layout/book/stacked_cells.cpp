// SPDX-License-Identifier: Apache-2.0
#include "layout/book/stacked_cells.hpp"

#include "layout/geometry/grid.hpp"
#include "layout/geometry/unit_grid.hpp"

#include <algorithm>

namespace confab::layout {

namespace {

int bottomOf(const std::vector<Rect>& cells)
{
    return cells.empty() ? 0 : cells.back().y + cells.back().height;
}

void moveDown(std::vector<Rect>& cells, int by)
{
    for (Rect& cell : cells)
        cell.y += by;
}

} // namespace

std::vector<Rect> stackedCells(const Area& area, int large, int small)
{
    const Rect& span = area.span;
    const int columns = isUpright(span) ? 1 : large;
    const int share = even(span.height * 9 / 20); // the small ones take this height at most
    const int least = large == 1 ? std::min(small, 2) : columns + 1; // keeps them small
    auto below = gridCells({{span.x, 0, span.width, share}, area.gap}, small, least);
    const int belowTop = below.empty() ? 0 : below.front().y;
    const int belowHeight = bottomOf(below) - belowTop;

    const int rows = rowsFor(large, columns);
    const int highest = span.width / columns * kTallestTenths / 10 * rows;
    const int height = even(std::min(span.height - belowHeight, highest));
    const int top = span.y + even((span.height - height - belowHeight) / 2);
    auto cells =
        UnitGrid({span.x, top, span.width, height}, columns, rows).rows(0, 0, columns, large);
    moveDown(below, top + height - belowTop);
    cells.insert(cells.end(), below.begin(), below.end());
    return cells;
}

} // namespace confab::layout
