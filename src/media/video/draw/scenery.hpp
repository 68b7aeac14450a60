// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "media/video/pixels/overlay.hpp"
#include "room/ports/picture.hpp"

#include <ctime>
#include <functional>
#include <memory>
#include <string>

namespace confab::media {

/// Draws what lies over the composed canvas: names, badges, borders, avatars, the holding screen,
/// "+N", background and logo. With pango and cairo, and only what has not been drawn before.
///
/// Thread: the control thread.
class Scenery {
public:
    struct Settings {
        std::string background; ///< "#rrggbb", or a PNG that covers the canvas; empty: dark
        std::string logo; ///< PNG, in the upper left corner, at most a sixth of the canvas high
                          ///< and a third of it wide; empty: none
        std::string font = "sans-serif"; ///< family; a list is allowed ("Inter, sans-serif")
        bool clock = false; ///< the time of day in the upper right corner
        std::function<std::time_t()> now{}; ///< what the clock shows; empty: the system's
    };

    /// Errc::NotFound or InvalidArgument: an image cannot be read or is larger than 4096x4096, or
    /// there is no font at all. Says what to do.
    static Result<std::unique_ptr<Scenery>> create(layout::Size canvas, const Settings& settings);
    ~Scenery();

    /// What is to be drawn over that picture. Equal pictures get the same pointer, until the clock
    /// (if there is one) goes to the next minute.
    std::shared_ptr<const OverlayScene> of(const room::Picture& picture);

    /// What lies behind the tiles: the picture's own colour if it has one, else the image or the
    /// default colour; with an invite the holding screen on it. Opaque, of the canvas's size. The
    /// same pointer as long as nothing in it changes.
    OverlayPicturePtr backdrop(const room::Picture& picture);

private:
    class Impl;
    explicit Scenery(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

} // namespace confab::media
