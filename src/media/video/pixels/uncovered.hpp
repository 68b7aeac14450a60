// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "layout/geometry/geometry.hpp"

#include <vector>

namespace confab::media {

bool isEmpty(const layout::Rect& rect);
bool touch(const layout::Rect& a, const layout::Rect& b); ///< they have a pixel in common

/// The parts of `rect` that lie outside all `covers`, as rectangles that do not overlap.
std::vector<layout::Rect> uncovered(const layout::Rect& rect,
                                    const std::vector<layout::Rect>& covers);

} // namespace confab::media
