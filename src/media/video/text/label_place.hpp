// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "layout/geometry/geometry.hpp"

#include <optional>
#include <vector>

namespace confab::media {

/// Where a label of that height goes in a cell: as low as it can with `wanted` pixels of width, and
/// there to the left; with `least` of them if that is nowhere. Beside and above `covers`, never on
/// one. The width is all there is for it. Nothing if there is no room. Pixels; even if all that
/// is given is.
std::optional<layout::Rect> labelPlace(const layout::Rect& cell,
                                       const std::vector<layout::Rect>& covers, int margin,
                                       int height, int least, int wanted);

} // namespace confab::media
