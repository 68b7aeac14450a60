// SPDX-License-Identifier: Apache-2.0
#include "layout/geometry/tile_fit.hpp"

#include <algorithm>
#include <cmath>

namespace confab::layout {

namespace {

/// An impossible shape (nothing is decoded yet) counts as 16:9.
double shapeOf(const LayoutSource& source)
{
    return std::isfinite(source.aspect) && source.aspect > 0 ? std::clamp(source.aspect, 0.05, 20.)
                                                             : 16. / 9;
}

bool isSeenWhole(const LayoutSource& source, const Rect& cell, Fit fit)
{
    if (source.screen || fit == Fit::Whole)
        return true;
    const double factor = shapeOf(source) * cell.height / cell.width;
    return fit == Fit::Auto && std::max(factor, 1 / factor) > kMostCropped;
}

int nearestEven(double v, int most)
{
    return std::clamp(2 * static_cast<int>(std::lround(v / 2)), 2, most);
}

/// The largest rectangle of this shape in the middle of the cell.
Rect wholePicture(const Rect& cell, double shape)
{
    const bool beside = cell.width > cell.height * shape; // bars at the sides, else above and below
    const int width = beside ? nearestEven(cell.height * shape, cell.width) : cell.width;
    const int height = beside ? cell.height : nearestEven(cell.width / shape, cell.height);
    return {cell.x + even((cell.width - width) / 2), cell.y + even((cell.height - height) / 2),
            width, height};
}

} // namespace

LayoutTile tileIn(const Rect& cell, std::size_t index, const LayoutSource& source, Fit fit)
{
    LayoutTile tile{.source = index, .cell = cell, .picture = cell};
    if (isSeenWhole(source, cell, fit)) {
        tile.crop = false;
        tile.picture = wholePicture(cell, shapeOf(source));
    }
    return tile;
}

} // namespace confab::layout
