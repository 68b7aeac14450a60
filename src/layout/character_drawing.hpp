// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "layout/geometry/layout.hpp"

#include <string>

namespace confab::layout {

/// An arrangement in box characters: each tile a box with the number of its source, counted from 1;
/// what no tile covers is dotted. `rows` lines of `columns` characters, each with its end of line;
/// both at least 3. Looks best without gaps: borders that meet are drawn as one.
std::string characterDrawing(const Arrangement& arrangement, Size canvas, int columns, int rows);

} // namespace confab::layout
