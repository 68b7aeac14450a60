// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "layout/geometry/area.hpp"

#include <vector>

namespace confab::layout {

/// For tall areas: `large` (1 or 2) cells on top, `small` ones as a grid below them, all of it
/// centred. Layouts with a focus use it on portrait and square canvases.
std::vector<Rect> stackedCells(const Area& area, int large, int small);

} // namespace confab::layout
