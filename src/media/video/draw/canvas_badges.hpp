// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "media/video/draw/drawings.hpp"
#include "room/ports/picture.hpp"

#include <string>

namespace confab::media {

/// Pixels, even: from the edge of the canvas to what stands in its corners.
int badgeMargin(layout::Size canvas);

/// Adds the badges of the whole picture. Recording, locked and the time (empty: none) go from right
/// to left in its upper right corner. "+N" goes to that corner of the last tile, below the others
/// if they are in its way.
void addCanvasBadges(OverlayScene& scene, Drawings& drawings, layout::Size canvas,
                     const room::Picture& picture, const std::string& time);

} // namespace confab::media
