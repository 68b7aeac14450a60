// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "media/video/pixels/drawing.hpp"

#include <string>

namespace confab::media {

/// Reads a PNG. Errc::NotFound: it cannot be read. InvalidArgument: it is not a PNG, or is larger
/// than 4096x4096; that is checked before it takes memory. Any thread.
Result<CairoSurfacePtr> readPng(const std::string& path);

layout::Size sizeOf(cairo_surface_t* image);

/// Scales an image over all of a drawing, keeping its shape; what stands out is cropped.
void drawCovering(const Drawing& drawing, cairo_surface_t* image);

/// The image at the largest size of its own shape that fits `limit`; never larger than it is.
OverlayPicturePtr fitted(cairo_surface_t* image, layout::Size limit);

} // namespace confab::media
