// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "layout/geometry/geometry.hpp"

#include <vector>

namespace confab::layout {

/// A span cut into columns and rows of equal units (to 2 pixels: they fill it to its edges), and
/// cells of some units each. Positions are given in half units, so that rows can be centred. Plain
/// value.
class UnitGrid {
public:
    UnitGrid(const Rect& span, int columns, int rows) : span_(span), columns_(columns), rows_(rows)
    {
    }

    /// Left and top in half units, size in units.
    Rect at(int halfX, int halfY, int width, int height) const;
    /// `count` cells of one unit in rows of `perRow`, which begin `unitX` from the left; the short
    /// last row is centred in its place.
    std::vector<Rect> rows(int unitX, int halfY, int perRow, int count) const;
    /// The top, in half units, of this many rows in the middle.
    int centredTop(int rows) const { return rows_ - rows; }

private:
    Rect span_;
    int columns_;
    int rows_;
};

/// How many rows `count` cells take.
constexpr int rowsFor(int count, int perRow)
{
    return (count + perRow - 1) / perRow;
}

} // namespace confab::layout
