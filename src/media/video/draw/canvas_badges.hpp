// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "media/video/draw/drawings.hpp"
#include "room/ports/picture.hpp"

#include <string>

namespace confab::media {

/// Pixels, even: from the edge of the canvas to what stands in its corners.
int badgeMargin(layout::Size canvas);

/// Adds what is said of the whole: recording, locked and the time (empty: none) from right to left
/// in the upper right corner, and "+N" in that of the last tile, below them if they are in its way.
void addCanvasBadges(OverlayScene& scene, Drawings& drawings, layout::Size canvas,
                     const room::Picture& picture, const std::string& time);

} // namespace confab::media
