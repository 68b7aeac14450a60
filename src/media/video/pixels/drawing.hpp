// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/colour.hpp"
#include "base/glib/gobject.hpp"
#include "media/video/pixels/overlay.hpp"

#include <cairo.h>

namespace confab::media {

using CairoPtr = std::unique_ptr<cairo_t, FreeWith<cairo_destroy>>;
using CairoSurfacePtr = std::unique_ptr<cairo_surface_t, FreeWith<cairo_surface_destroy>>;

/// A piece of paper to draw on with cairo, transparent at first.
///
/// Thread: any, one at a time.
class Drawing {
public:
    /// Pixels; made even, and at least 2x2.
    explicit Drawing(layout::Size size);

    layout::Size size() const { return size_; }
    cairo_t* cairo() const { return cairo_.get(); }

    /// What has been drawn so far, as the planes that a canvas is blended with.
    OverlayPicturePtr picture() const;

private:
    layout::Size size_;
    CairoSurfacePtr surface_;
    CairoPtr cairo_;
};

/// Pixels, rounded up to even.
constexpr int evenUp(int pixels)
{
    return (pixels + 1) & ~1;
}

/// The colour to draw with next.
void setColour(cairo_t* cairo, Colour colour, double alpha = 1);

/// Adds a rectangle with round corners to the path.
void roundedRectangle(cairo_t* cairo, double x, double y, double width, double height,
                      double radius);

} // namespace confab::media
