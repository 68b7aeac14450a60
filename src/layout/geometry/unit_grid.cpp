// SPDX-License-Identifier: Apache-2.0
#include "layout/geometry/unit_grid.hpp"

#include <algorithm>

namespace confab::layout {

Rect UnitGrid::at(int halfX, int halfY, int width, int height) const
{
    const auto x = [this](int half) { return even(span_.width * half / (2 * columns_)); };
    const auto y = [this](int half) { return even(span_.height * half / (2 * rows_)); };
    const int left = x(halfX);
    const int top = y(halfY);
    return {span_.x + left, span_.y + top, x(halfX + 2 * width) - left,
            y(halfY + 2 * height) - top};
}

std::vector<Rect> UnitGrid::rows(int unitX, int halfY, int perRow, int count) const
{
    std::vector<Rect> cells;
    for (int i = 0; i < count; ++i) {
        const int row = i / perRow;
        const int inRow = std::min(perRow, count - row * perRow);
        const int halfX = 2 * unitX + perRow - inRow + 2 * (i % perRow);
        cells.push_back(at(halfX, halfY + 2 * row, 1, 1));
    }
    return cells;
}

} // namespace confab::layout
