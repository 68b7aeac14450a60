// SPDX-License-Identifier: Apache-2.0
#include "media/video/draw/pill.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

namespace confab::media {
namespace {

constexpr Colour kPaper{0x0b, 0x0e, 0x14}, kInk{0xff, 0xff, 0xff};
constexpr double kPaperAlpha = .64;

// All in multiples of the text's size.
constexpr double kHeight = 1.7, kPadding = .5, kGap = .3, kIcon = 1.1, kRadius = .45;

int iconsWidth(std::size_t icons, int textSize)
{
    return int(std::ceil(double(icons) * (kIcon + kGap) * textSize));
}

} // namespace

std::string keyOf(const Pill& pill)
{
    std::string icons;
    for (const auto icon : pill.icons)
        icons += char('a' + int(icon));
    return fmt::format("pill {} {} {} {} {}", icons, pill.size, pill.maxWidth, pill.bold,
                       pill.text);
}

int pillHeight(int textSize)
{
    return evenUp(int(std::lround(kHeight * textSize)));
}

int pillWidth(std::size_t icons, int textSize, int textWidth)
{
    const int gapAtEnd = textWidth > 0 || icons == 0 ? 0 : int(kGap * textSize);
    return evenUp(int(std::ceil(2 * kPadding * textSize)) + iconsWidth(icons, textSize) + textWidth
                  - gapAtEnd);
}

OverlayPicturePtr drawPill(Typesetter& typesetter, const Pill& pill)
{
    const int size = pill.size, without = pillWidth(pill.icons.size(), size, 1);
    std::optional<Text> text;
    if (!pill.text.empty())
        text = typesetter.set(
            pill.text,
            {.size = size,
             .bold = pill.bold,
             .maxWidth = pill.maxWidth > 0 ? std::max(size, pill.maxWidth - without) : 0});
    const Drawing drawing(
        {pillWidth(pill.icons.size(), size, text ? text->size().width : 0), pillHeight(size)});
    cairo_t* cairo = drawing.cairo();
    const auto [width, height] = drawing.size();
    roundedRectangle(cairo, 0, 0, width, height, kRadius * size);
    cairo_clip_preserve(cairo); // a pile of accents stays inside
    setColour(cairo, kPaper, kPaperAlpha);
    cairo_fill(cairo);

    double x = kPadding * size;
    for (const auto icon : pill.icons) {
        drawIcon(cairo, icon, x, (height - kIcon * size) / 2, kIcon * size);
        x += (kIcon + kGap) * size;
    }
    if (text) {
        typesetter.reportMissing(pill.text, *text);
        const auto metrics = typesetter.metrics(size);
        const double baseline = (height - metrics.ascent - metrics.descent) / 2 + metrics.ascent;
        setColour(cairo, kInk);
        text->draw(cairo, x, std::round(baseline) - text->baseline());
    }
    return drawing.picture();
}

} // namespace confab::media
