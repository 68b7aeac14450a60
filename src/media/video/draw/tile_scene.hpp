// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "media/video/draw/drawings.hpp"
#include "room/ports/picture.hpp"

#include <vector>

namespace confab::media {

/// Adds what is to be drawn over one tile: the rest of its cell, its avatar or the sign that it
/// stalls, the speaker's border, its label. Nothing is drawn on `covers`, the cells of the tiles
/// above it.
void addTile(OverlayScene& scene, Drawings& drawings, const room::PictureTile& tile,
             const std::vector<layout::Rect>& covers);

/// Pixels: 4.5 % of the shorter side of a cell, but at least what can be read.
int labelTextSize(const layout::Rect& cell);

} // namespace confab::media
