// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "layout/geometry/geometry.hpp"

#include <chrono>

namespace confab::room {

/// How the way between the server and one peer is, as far as is known.
struct LinkState {
    int carriesKbps = 0; ///< towards the peer, all together
    double lossDown = 0; ///< 0 to 1: of what is sent to the peer
    double lossUp = 0; ///< 0 to 1: of what the peer sends, before repair
    std::chrono::milliseconds roundTrip{0}; ///< 0: not known
    bool takesPictures = true; ///< in a codec that there is
    layout::Size picture; ///< that the peer is sent; 0: sound only
    int pictureKbps = 0;
    bool best = true; ///< there is no better picture
};

} // namespace confab::room
