// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/gobject.hpp"
#include "layout/geometry.hpp"

#include <cstdint>
#include <memory>
#include <variant>
#include <vector>

namespace confab {

/// A drawing, kept as the planes that an I420 canvas is blended with. Immutable; any thread.
struct OverlayPicture {
    Size size; ///< even
    std::vector<std::uint8_t> y, alpha; ///< size.width * size.height
    std::vector<std::uint8_t> u, v, alphaHalf; ///< a quarter of it
    bool opaque = false; ///< every alpha is 255
};

/// A drawing at a place; clipped at the canvas.
struct OverlayBlit {
    std::shared_ptr<const OverlayPicture> picture;
    int x = 0, y = 0; ///< even
};
/// A rectangle of one colour (BT.601, limited range), fully covering.
struct OverlayBox {
    Rect rect; ///< even
    std::uint8_t y = 16, u = 128, v = 128;
};
/// What is below loses its colour and half its light.
struct OverlayGrey {
    Rect rect; ///< even
};

using OverlayItem = std::variant<OverlayBlit, OverlayBox, OverlayGrey>;
/// In the order of drawing.
using OverlayScene = std::vector<OverlayItem>;

/// Draws `scene` on a canvas, in place. `planes` are Y, U and V.
void drawOverlay(const OverlayScene& scene, Size canvas, std::uint8_t* const planes[3],
                 const int strides[3]);

/// Registers the element "canvasoverlay": I420 in, I420 out, in place, nothing copied. Call once,
/// after gst_init(). False if it failed.
bool registerCanvasOverlay();

/// Sets what a canvasoverlay draws from its next frame on; null: nothing. Any thread.
void setOverlay(GstElement* canvasoverlay, std::shared_ptr<const OverlayScene> scene);

} // namespace confab
