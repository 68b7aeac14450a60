// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

namespace confab {

struct Size {
    int width = 0;
    int height = 0;
    bool operator==(const Size&) const = default;
};

struct Rect {
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;
    bool operator==(const Rect&) const = default;
};

/// Cuts `canvas` into `tiles` cells of 16:9, as large as they can be, row by row, a short last row
/// centred: no cell is ever empty. Of two grids with equal cells the wider one is taken (two people
/// sit side by side). Every coordinate is even, because the compositor blends I420.
/// Empty if there is nothing to show.
std::vector<Rect> gridLayout(Size canvas, int tiles);

} // namespace confab
