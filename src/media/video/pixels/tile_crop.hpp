// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "layout/geometry/geometry.hpp"

namespace confab::media {

/// Pixels to cut off at each side; even at the left and at the top.
struct Crop {
    int left = 0, right = 0, top = 0, bottom = 0;
    bool operator==(const Crop&) const = default;
};

/// The crop that gives the picture the shape of its place. A picture that is only a little larger
/// (3 %) is cut to the size of its place, so that it need not be scaled: 640x360 in a cell of
/// 638x358.
Crop cropFor(layout::Size picture, layout::Size place);

/// The largest size in `place` that has the shape of `picture`, even. If that is only a little
/// smaller (3 %) than the place, it is the place: that was made for the picture and had to be
/// rounded.
layout::Size fitInto(layout::Size place, layout::Size picture);

} // namespace confab::media
