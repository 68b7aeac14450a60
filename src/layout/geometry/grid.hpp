// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "layout/geometry/area.hpp"
#include "layout/geometry/geometry.hpp"

#include <vector>

namespace confab::layout {

/// Cuts `canvas` into `tiles` cells of 16:9, as large as they can be, row by row, a short last row
/// centred: no cell is ever empty. Of two grids with equal cells the wider one is taken (two people
/// sit side by side). Every coordinate is even, because the compositor blends I420.
/// Empty if there is nothing to show.
std::vector<Rect> gridLayout(Size canvas, int tiles);

/// The same in a part of a canvas, with at least `minColumns` columns; a cell is 16:9 without its
/// gap.
std::vector<Rect> gridCells(const Area& area, int count, int minColumns = 1);

} // namespace confab::layout
