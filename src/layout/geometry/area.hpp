// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "layout/geometry/geometry.hpp"

namespace confab::layout {

struct LayoutSpacing;

/// The part of a canvas that is divided into cells. `span` reaches one gap beyond the picture at
/// the right and at the bottom, and every cell gives up one gap at its own right and bottom: so the
/// gaps are alike, cells of one size stay of one size, and none is left at the edges.
struct Area {
    Rect span;
    int gap = 0;
};

/// `canvas` without its padding. Padding and gap are cut down to what a small canvas can bear
/// (1/8 and 1/10 of its short side).
Area areaOf(Size canvas, const LayoutSpacing& spacing);

/// A cell without its gap.
Rect withoutGap(const Area& area, const Rect& cell);

/// The area as it is seen: without the gap beyond its edges.
Rect visible(const Area& area);

/// True for canvases on which a picture of 16:9 leaves more room below it than beside it, square
/// ones included. There layouts put below the large picture what they otherwise put beside it.
bool isTall(const Rect& span);

/// True from 3:4 upwards: two pictures of 16:9 sit better above each other than side by side.
bool isUpright(const Rect& span);

/// A band of at most that height, centred in `span`.
Rect centredBand(const Rect& span, int height);

/// On tall canvases a cell is no higher than this many tenths of its width. With that a 16:9 camera
/// is still cropped to the cell, not framed in black (tile_fit.hpp).
constexpr int kTallestTenths = 9;

} // namespace confab::layout
