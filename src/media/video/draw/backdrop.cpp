// SPDX-License-Identifier: Apache-2.0
#include "media/video/draw/backdrop.hpp"

#include "base/yuv.hpp"
#include "media/video/draw/image_file.hpp"

#include <algorithm>

namespace confab::media {
namespace {

constexpr Colour kInk{0xf1, 0xf5, 0xf9}, kSoftInk{0x9a, 0xa7, 0xb8}, kPanel{0xff, 0xff, 0xff},
    kShade{0x0b, 0x0e, 0x14};

OverlayPicturePtr plain(layout::Size size, Colour colour)
{
    const auto area = std::size_t(size.width) * std::size_t(size.height);
    const Yuv yuv = toYuv(colour);
    auto made = std::make_shared<OverlayPicture>();
    made->size = size;
    made->y.assign(area, yuv.y);
    made->alpha.assign(area, 255);
    made->u.assign(area / 4, yuv.u);
    made->v.assign(area / 4, yuv.v);
    made->alphaHalf.assign(area / 4, 255);
    made->opaque = true;
    return made;
}

/// Pixels: the text of the holding screen, by the shorter side of the canvas.
int scaled(layout::Size canvas, double share, int least)
{
    return std::max(least, int(std::min(canvas.width, canvas.height) * share));
}

void drawCentred(const Drawing& drawing, const Text& text, int y)
{
    text.draw(drawing.cairo(), (drawing.size().width - text.size().width) / 2., y);
}

/// A light panel around the address, because people copy that from the screen.
void drawInvite(const Drawing& drawing, const Text& text, int y, int padding)
{
    const layout::Size size = text.size();
    const double width = size.width + 2. * padding, height = size.height + padding;
    roundedRectangle(drawing.cairo(), (drawing.size().width - width) / 2, y - padding / 2., width,
                     height, std::min(height / 2, .75 * padding));
    setColour(drawing.cairo(), kPanel, .09);
    cairo_fill(drawing.cairo());
    setColour(drawing.cairo(), kInk);
    drawCentred(drawing, text, y);
}

void drawHolding(Typesetter& typesetter, const Drawing& drawing, const Backdrop& backdrop)
{
    const layout::Size canvas = drawing.size();
    const int width = canvas.width * 4 / 5, body = scaled(canvas, .035, 14);
    const auto room = typesetter.set(
        backdrop.room,
        {.size = scaled(canvas, .085, 20), .bold = true, .maxWidth = width, .maxLines = 2});
    const auto waiting =
        typesetter.set("Waiting for others to join", {.size = body, .maxWidth = width});
    const auto invite = typesetter.set("Join at " + backdrop.invite,
                                       {.size = body, .maxWidth = width - 2 * body, .maxLines = 3});

    typesetter.reportMissing(backdrop.room, room);
    const int gap = body * 4 / 5, wideGap = 2 * body;
    const int height =
        room.size().height + gap + waiting.size().height + wideGap + invite.size().height;
    int y = (canvas.height - height) / 2;
    setColour(drawing.cairo(), kInk);
    drawCentred(drawing, room, y);
    y += room.size().height + gap;
    setColour(drawing.cairo(), kSoftInk);
    drawCentred(drawing, waiting, y);
    y += waiting.size().height + wideGap;
    drawInvite(drawing, invite, y, body);
}

} // namespace

OverlayPicturePtr drawBackdrop(Typesetter& typesetter, layout::Size canvas,
                               const Backdrop& backdrop)
{
    if (!backdrop.image && backdrop.invite.empty())
        return plain(canvas, backdrop.colour);
    const Drawing drawing(canvas);
    setColour(drawing.cairo(), backdrop.colour);
    cairo_paint(drawing.cairo());
    if (backdrop.image)
        drawCovering(drawing, backdrop.image);
    if (!backdrop.invite.empty()) {
        if (backdrop.image) { // the text must be readable on any image
            setColour(drawing.cairo(), kShade, .6);
            cairo_paint(drawing.cairo());
        }
        drawHolding(typesetter, drawing, backdrop);
    }
    return drawing.picture();
}

} // namespace confab::media
