// SPDX-License-Identifier: Apache-2.0
#include "media/video/draw/avatar.hpp"

#include "media/video/draw/icon.hpp"
#include "media/video/text/shown_name.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace confab::media {
namespace {

// White on any of them, and on the lighter circle, has a contrast of 4.5 or more (WCAG AA).
constexpr std::array<Colour, 12> kPalette{{
    {0x1e, 0x3a, 0x5f}, // navy
    {0x1d, 0x4e, 0x4a}, // teal
    {0x24, 0x50, 0x33}, // forest
    {0x4a, 0x4a, 0x1e}, // olive
    {0x5f, 0x42, 0x1d}, // bronze
    {0x62, 0x35, 0x24}, // rust
    {0x62, 0x29, 0x33}, // wine
    {0x5a, 0x27, 0x50}, // plum
    {0x45, 0x2c, 0x63}, // violet
    {0x33, 0x33, 0x6b}, // indigo
    {0x2a, 0x45, 0x52}, // slate
    {0x4b, 0x3b, 0x40}, // umber
}};
constexpr double kLighter = .2; // white in the circle
constexpr Colour kWhite{255, 255, 255}, kDark{0x0b, 0x0e, 0x14};

/// FNV-1a: std::hash may differ from one build to the next.
std::uint32_t hashOf(const std::string& text)
{
    std::uint32_t hash = 2166136261u;
    for (const char c : text)
        hash = (hash ^ std::uint8_t(c)) * 16777619u;
    return hash;
}

Colour lighter(Colour c)
{
    const auto mix = [](std::uint8_t v) { return std::uint8_t(v + (255 - v) * kLighter); };
    return {mix(c.red), mix(c.green), mix(c.blue)};
}

void disc(const Drawing& drawing)
{
    const double radius = drawing.size().width / 2.;
    cairo_arc(drawing.cairo(), radius, radius, radius, 0, 2 * M_PI);
}

} // namespace

Colour avatarColour(const std::string& name)
{
    return kPalette[hashOf(name) % kPalette.size()];
}

OverlayPicturePtr drawAvatar(Typesetter& typesetter, const std::string& name, int diameter)
{
    const Drawing drawing({diameter, diameter});
    cairo_t* cairo = drawing.cairo();
    setColour(cairo, lighter(avatarColour(name)));
    disc(drawing);
    cairo_clip_preserve(cairo); // a pile of accents stays inside
    cairo_fill(cairo);

    const auto initials = initialsOf(name);
    TextStyle style{.size = std::max(6, diameter * 2 / 5)};
    auto text = typesetter.set(initials, style);
    const int room = diameter * 3 / 4;
    if (text.size().width > room) {
        style.size = std::max(6, style.size * room / text.size().width);
        text = typesetter.set(initials, style);
    }
    typesetter.reportMissing(name, text);
    setColour(cairo, kWhite);
    text.draw(cairo, (diameter - text.size().width) / 2., diameter / 2. - text.inkMiddle());
    return drawing.picture();
}

OverlayPicturePtr drawStalledSign(int diameter)
{
    const Drawing drawing({diameter, diameter});
    setColour(drawing.cairo(), kDark, .6);
    disc(drawing);
    cairo_fill(drawing.cairo());
    drawIcon(drawing.cairo(), Icon::NoSignal, diameter * .22, diameter * .2, diameter * .56);
    return drawing.picture();
}

} // namespace confab::media
