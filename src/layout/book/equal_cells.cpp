// SPDX-License-Identifier: Apache-2.0
#include "layout/book/equal_cells.hpp"

#include "layout/geometry/tile_fit.hpp"
#include "layout/geometry/unit_grid.hpp"

#include <algorithm>
#include <cmath>

namespace confab::layout {

namespace {

/// How much of the cell a 16:9 camera covers: all of it where it is cropped, see tileIn().
double covered(double width, double height)
{
    const double factor = 16. / 9 * height / width;
    const double off = std::max(factor, 1 / factor);
    return off <= kMostCropped ? 1 : 1 / off;
}

/// The same for all cells; the last row may be of another shape.
double covered(const Rect& span, int columns, int count)
{
    const int rows = rowsFor(count, columns);
    const double height = double(span.height) / rows;
    const int inLast = count - (rows - 1) * columns;
    return ((rows - 1) * covered(double(span.width) / columns, height)
            + covered(double(span.width) / inLast, height))
        / rows;
}

double distanceFromSquare(const Rect& span, int columns, int count)
{
    return std::abs(std::log(double(span.width) / columns * rowsFor(count, columns) / span.height));
}

int bestColumns(const Rect& span, int count)
{
    int best = 1;
    for (int columns = 2; columns <= count; ++columns) {
        const double gain = covered(span, columns, count) - covered(span, best, count);
        if (gain > 0.001
            || (gain > -0.001
                && distanceFromSquare(span, columns, count)
                    < distanceFromSquare(span, best, count)))
            best = columns;
    }
    return best;
}

} // namespace

std::vector<Rect> twoCells(const Area& area, int count)
{
    if (count <= 1)
        return {area.span};
    if (isUpright(area.span)) {
        const int highest = 2 * (area.span.width * kTallestTenths / 10);
        return UnitGrid(centredBand(area.span, highest), 1, 2).rows(0, 0, 1, 2);
    }
    return UnitGrid(centredBand(area.span, area.span.width / 2 * 3 / 4), 2, 1).rows(0, 0, 2, 2);
}

std::vector<Rect> squareCells(const Area& area, int sides, int count)
{
    const int highest = area.span.width * kTallestTenths / 10;
    const Rect band = isTall(area.span) ? centredBand(area.span, highest) : area.span;
    const UnitGrid grid(band, sides, sides);
    return grid.rows(0, grid.centredTop(rowsFor(count, sides)), sides, count);
}

std::vector<Rect> fillingCells(const Area& area, int count)
{
    const int columns = bestColumns(area.span, count);
    const int rows = rowsFor(count, columns);
    std::vector<Rect> cells;
    for (int i = 0; i < count; ++i) {
        const int row = i / columns;
        const int inRow = std::min(columns, count - row * columns);
        cells.push_back(UnitGrid(area.span, inRow, rows).at(2 * (i % columns), 2 * row, 1, 1));
    }
    return cells;
}

std::vector<Rect> insetCells(const Area& area, int count)
{
    if (count <= 1)
        return {area.span};
    const Rect all = visible(area);
    const int margin = even(std::min(all.width, all.height) / 36);
    const bool tall = isTall(all);
    const int width = even(tall ? all.width * 2 / 5 : all.width / 4);
    const int height = even(tall ? width * 9 / 16 : all.height / 4);
    return {
        area.span,
        {all.x + all.width - width - margin, all.y + all.height - height - margin, width, height}};
}

} // namespace confab::layout
