// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "layout/geometry/layout.hpp"

namespace confab::layout {

/// How a picture fills its cell. It is never stretched.
enum class Fit {
    Auto, ///< a camera is cropped, unless its shape differs from the cell's by more than 1.6
    Crop, ///< a camera is cropped in any case
    Whole, ///< all of the picture is seen
};

/// A camera whose shape is off by more than this is not cropped.
constexpr double kMostCropped = 1.6;

/// The tile of one source in `cell`. A screen is always seen whole.
LayoutTile tileIn(const Rect& cell, std::size_t index, const LayoutSource& source, Fit fit);

} // namespace confab::layout
