// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "layout/geometry/area.hpp"

#include <vector>

namespace confab::layout {

// Cells with a large one first. `count` is that of all cells; one alone has the whole area.

/// 1+N: takes the first of 1+5, 1+7, 1+9, 1+12 and 1+21 that has room for all, so that few people
/// do not shrink the large one.
std::vector<Rect> onePlusCells(const Area& area, int count);
/// Two halves, and rows of four quarters below them.
std::vector<Rect> twoPlusCells(const Area& area, int count);
/// Three quadrants; the fourth one is a grid of the rest.
std::vector<Rect> threePlusCells(const Area& area, int count);
/// The large one left, a column of fifths at the right.
std::vector<Rect> sidebarCells(const Area& area, int count);
/// The large one above, a row of fifths below.
std::vector<Rect> filmstripCells(const Area& area, int count);
/// Content left, a column of faces at the right.
std::vector<Rect> presentationCells(const Area& area, int count);

} // namespace confab::layout
