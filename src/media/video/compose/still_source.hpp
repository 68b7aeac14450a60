// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "media/video/pixels/overlay.hpp"

#include <gst/app/gstappsrc.h>

#include <memory>

namespace confab::media {

/// What lies behind the tiles: one picture, repeated by reference until another comes.
///
/// Thread: the control thread.
class StillSource {
public:
    /// `appsrc` feeds an imagefreeze that allows replacing; `fps` of the canvas.
    StillSource(GRef<GstElement> appsrc, layout::Size canvas, int fps);

    /// Opaque, of the canvas's size. The same pointer as before costs nothing.
    void show(std::shared_ptr<const OverlayPicture> picture);

private:
    GRef<GstElement> appsrc_;
    layout::Size canvas_;
    std::shared_ptr<const OverlayPicture> shown_;
};

} // namespace confab::media
