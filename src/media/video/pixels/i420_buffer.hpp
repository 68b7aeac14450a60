// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/gst/gst_ref.hpp"
#include "media/video/pixels/overlay.hpp"

namespace confab::media {

/// The planes of a picture as a frame of its size, in the layout that caps alone describe. Any
/// thread.
GRef<GstBuffer> i420Of(const OverlayPicture& picture);

/// The caps of our canvases' frames: I420, BT.601. `fps` 0: no fixed rate.
GRef<GstCaps> i420Caps(layout::Size size, int fps);

} // namespace confab::media
