// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "layout/geometry/geometry.hpp"

#include <vector>

namespace confab {

bool isEmpty(const Rect& rect);
bool touch(const Rect& a, const Rect& b); ///< they have a pixel in common

/// What of `rect` is under none of `covers`, as rectangles that do not overlap.
std::vector<Rect> uncovered(const Rect& rect, const std::vector<Rect>& covers);

} // namespace confab
