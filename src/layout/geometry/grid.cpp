// SPDX-License-Identifier: Apache-2.0
#include "layout/geometry/grid.hpp"

#include "layout/geometry/unit_grid.hpp"

#include <algorithm>

namespace confab::layout {

namespace {

struct Grid {
    int columns = 0;
    int rows = 0;
    Size cell; ///< without its gap
};

Grid gridOf(const Area& area, int count, int columns)
{
    const int rows = rowsFor(count, columns);
    const int widest = area.span.width / columns - area.gap;
    const int highest = area.span.height / rows - area.gap;
    const int width = std::min(widest, highest * 16 / 9);
    const int height = std::min((width * 9 + 8) / 16, highest);
    return {columns, rows, {std::max(even(width), 0), std::max(even(height), 0)}};
}

Grid largestGrid(const Area& area, int count, int minColumns)
{
    Grid best = gridOf(area, count, minColumns);
    for (int columns = minColumns + 1; columns <= count; ++columns) {
        const Grid grid = gridOf(area, count, columns);
        if (grid.cell.width * grid.cell.height >= best.cell.width * best.cell.height)
            best = grid;
    }
    return best;
}

} // namespace

std::vector<Rect> gridCells(const Area& area, int count, int minColumns)
{
    if (count <= 0)
        return {};
    const Grid grid = largestGrid(area, count, minColumns);
    const Size step{grid.cell.width + area.gap, grid.cell.height + area.gap};
    const int top = area.span.y + even((area.span.height - grid.rows * step.height) / 2);
    std::vector<Rect> cells;
    cells.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) {
        const int row = i / grid.columns;
        const int inRow = std::min(grid.columns, count - row * grid.columns);
        const int left = area.span.x + even((area.span.width - inRow * step.width) / 2);
        cells.push_back({left + i % grid.columns * step.width, top + row * step.height, step.width,
                         step.height});
    }
    return cells;
}

std::vector<Rect> gridLayout(Size canvas, int tiles)
{
    if (canvas.width <= 0 || canvas.height <= 0)
        return {};
    return gridCells({{0, 0, canvas.width, canvas.height}, 0}, tiles);
}

} // namespace confab::layout
