// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "media/video/pixels/overlay.hpp"

#include <gst/app/gstappsrc.h>

#include <memory>

namespace confab {

/// What lies behind the tiles: one picture, repeated by reference until another comes.
///
/// Thread: the control thread.
class StillSource {
public:
    /// `appsrc` feeds an imagefreeze that allows replacing; `fps` of the canvas.
    StillSource(GRef<GstElement> appsrc, Size canvas, int fps);

    /// Opaque, of the canvas's size. The same pointer as before costs nothing.
    void show(std::shared_ptr<const OverlayPicture> picture);

private:
    GRef<GstElement> appsrc_;
    Size canvas_;
    std::shared_ptr<const OverlayPicture> shown_;
};

} // namespace confab
