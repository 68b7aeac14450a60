// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/gst/gst_ref.hpp"
#include "layout/geometry/geometry.hpp"

#include <cstdint>
#include <memory>
#include <variant>
#include <vector>

namespace confab::media {

/// A drawing, kept as the planes that an I420 canvas is blended with (BT.601, limited range, alpha
/// not multiplied in). Immutable; any thread.
struct OverlayPicture {
    /// Columns [first, last) of a row are not wholly transparent.
    struct Row {
        int first = 0;
        int last = 0;
    };

    layout::Size size; ///< even
    std::vector<std::uint8_t> y, alpha; ///< size.width * size.height
    std::vector<std::uint8_t> u, v, alphaHalf; ///< a quarter of it
    std::vector<Row> rows; ///< size.height of them, so that other columns cost nothing; or none
    bool opaque = false; ///< every alpha is 255
};
using OverlayPicturePtr = std::shared_ptr<const OverlayPicture>;

/// A drawing at a place; clipped at the canvas.
struct OverlayBlit {
    OverlayPicturePtr picture;
    int x = 0, y = 0; ///< even
    layout::Rect
        clip{}; ///< of the canvas, even; nothing is drawn outside of it; empty: no such limit
};
/// A rectangle of one colour (BT.601, limited range), fully covering.
struct OverlayBox {
    layout::Rect rect; ///< even
    std::uint8_t y = 16, u = 128, v = 128;
};
/// What is below loses its colour and half its light.
struct OverlayGrey {
    layout::Rect rect; ///< even
};

using OverlayItem = std::variant<OverlayBlit, OverlayBox, OverlayGrey>;
/// In the order of drawing.
using OverlayScene = std::vector<OverlayItem>;

/// Draws `scene` on a canvas, in place. `planes` are Y, U and V.
void drawOverlay(const OverlayScene& scene, layout::Size canvas, std::uint8_t* const planes[3],
                 const int strides[3]);

/// Registers the element "canvasoverlay": I420 in, I420 out, in place, nothing copied. Call once,
/// after gst_init(). False if it failed.
bool registerCanvasOverlay();

/// Sets what a canvasoverlay draws from its next frame on; null: nothing. Any thread.
void setOverlay(GstElement* canvasoverlay, std::shared_ptr<const OverlayScene> scene);

} // namespace confab::media
