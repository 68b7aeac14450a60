// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/gst/gst_ref.hpp"
#include "layout/geometry/geometry.hpp"
#include "media/video/pixels/tile_crop.hpp"

namespace confab::render {

/// Pixels of an I420 sample's picture; 0 if it is none.
layout::Size sizeOf(GstSample* picture);

/// The same picture without its edges, by reference: nothing is copied. `picture` is I420, the crop
/// smaller than it.
GRef<GstBuffer> croppedBuffer(GstSample* picture, const media::Crop& crop);
/// The caps of that.
GRef<GstCaps> croppedCaps(GstSample* picture, const media::Crop& crop);

} // namespace confab::render
