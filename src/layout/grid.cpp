// SPDX-License-Identifier: Apache-2.0
#include "layout/grid.hpp"

#include <algorithm>

namespace confab {

namespace {

constexpr int even(int v)
{
    return v & ~1;
}

struct Grid {
    int columns = 0;
    int rows = 0;
    Size cell;
};

Grid gridOf(Size canvas, int tiles, int columns)
{
    const int rows = (tiles + columns - 1) / columns;
    const int width = std::min(canvas.width / columns, canvas.height / rows * 16 / 9);
    const int height = std::min((width * 9 + 8) / 16, canvas.height / rows);
    return {columns, rows, {even(width), even(height)}};
}

Grid largestGrid(Size canvas, int tiles)
{
    Grid best;
    for (int columns = 1; columns <= tiles; ++columns) {
        const Grid grid = gridOf(canvas, tiles, columns);
        if (grid.cell.width * grid.cell.height >= best.cell.width * best.cell.height)
            best = grid;
    }
    return best;
}

} // namespace

std::vector<Rect> gridLayout(Size canvas, int tiles)
{
    if (tiles <= 0 || canvas.width <= 0 || canvas.height <= 0)
        return {};

    const Grid grid = largestGrid(canvas, tiles);
    const int top = even((canvas.height - grid.rows * grid.cell.height) / 2);
    std::vector<Rect> rects;
    rects.reserve(static_cast<std::size_t>(tiles));
    for (int i = 0; i < tiles; ++i) {
        const int row = i / grid.columns;
        const int inRow = std::min(grid.columns, tiles - row * grid.columns);
        const int left = even((canvas.width - inRow * grid.cell.width) / 2);
        rects.push_back({left + i % grid.columns * grid.cell.width, top + row * grid.cell.height,
                         grid.cell.width, grid.cell.height});
    }
    return rects;
}

} // namespace confab
