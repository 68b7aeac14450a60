// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "layout/geometry/geometry.hpp"

#include <optional>
#include <vector>

namespace confab::media {

/// Where a label of that height goes in a cell: as low as there are `wanted` pixels of width for
/// it, and there to the left. If there is no such place, `least` pixels will do. It lies beside and
/// above `covers`, never on one. The result is as wide as the free room is; nothing if there is no
/// room. In pixels; even if all arguments are.
std::optional<layout::Rect> labelPlace(const layout::Rect& cell,
                                       const std::vector<layout::Rect>& covers, int margin,
                                       int height, int least, int wanted);

} // namespace confab::media
