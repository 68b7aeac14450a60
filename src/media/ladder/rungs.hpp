// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "layout/geometry/geometry.hpp"

#include <vector>

namespace confab::media {

/// One size and range of bitrates in which a view is encoded.
struct Rung {
    layout::Size size; ///< pixels
    int leastKbps; ///< below that the picture is worse than that of the next rung
    int mostKbps; ///< more is not seen
    bool operator==(const Rung&) const = default;
};

/// The rungs of a view, the best first: the canvas at `kbps`, then half its size, and a quarter,
/// as long as a picture stays that is worth looking at. 1280x720 at 3000 kbit/s makes
/// 640x360 (250 to 1500) and 320x180 (50 to 300).
std::vector<Rung> rungsOf(layout::Size canvas, int kbps);

} // namespace confab::media
