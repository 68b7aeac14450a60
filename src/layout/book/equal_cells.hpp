// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "layout/geometry/area.hpp"

#include <vector>

namespace confab::layout {

// Cells without a large one among them; only the pair of insetCells() has one.

/// Two cells next to each other, higher than 16:9 where there is room (to 4:3): side by side, or
/// above each other in an upright area.
std::vector<Rect> twoCells(const Area& area, int count);

/// A square of `sides` x `sides` cells, filled row by row; the block and a short last row are
/// centred. The cells keep their size, however few they are.
std::vector<Rect> squareCells(const Area& area, int sides, int count);

/// Cells that fill the area to its edges. The number of columns is the one with which cameras fill
/// the cells best; a short last row is widened.
std::vector<Rect> fillingCells(const Area& area, int count);

/// All of the area, and an inset of a quarter in its corner at the lower right.
std::vector<Rect> insetCells(const Area& area, int count);

} // namespace confab::layout
