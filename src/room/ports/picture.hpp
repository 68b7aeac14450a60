// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "layout/geometry/geometry.hpp"

#include <string>
#include <vector>

namespace confab::room {

/// Names one WebRTC session within a room.
using PeerId = std::string;

/// One tile of a picture, with all that is to be seen of it.
struct PictureTile {
    /// What stands for a source. Never a frozen frame, never nothing.
    enum class Face {
        Live, ///< its picture
        Stalled, ///< its last picture, greyed: nothing new for a second
        Avatar, ///< initials on a colour of its own: no camera, or nothing for longer
    };

    std::string participant;
    PeerId peer; ///< whose pictures; empty: an avatar
    Face face = Face::Live;
    bool screen = false;
    layout::Rect cell; ///< even
    layout::Rect picture; ///< inside the cell, even; the cell itself if cropped
    bool crop = true;
    int z = 0;
    bool label = true;
    std::string name; ///< UTF-8
    bool muted = false;
    bool hand = false;
    bool weak = false; ///< their connection is
    bool speaking = false; ///< has the border
    bool operator==(const PictureTile&) const = default;
};

/// Everything that is to be seen of a view.
struct Picture {
    std::vector<PictureTile> tiles; ///< lowest z first
    int hidden = 0; ///< shown as "+N" in the corner of the last tile
    std::string background; ///< "#rrggbb"; empty: the default
    std::string invite; ///< nobody to be seen: a holding screen with this address; empty: none
    std::string room; ///< its name, on the holding screen
    bool recording = false; ///< badges in the upper right corner
    bool locked = false;
    bool operator==(const Picture&) const = default;
};

} // namespace confab::room
