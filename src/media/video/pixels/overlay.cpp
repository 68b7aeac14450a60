// SPDX-License-Identifier: Apache-2.0
#include "media/video/pixels/overlay.hpp"

#include <algorithm>
#include <cstring>

// This file is always compiled with -O3, so that its loops are vectorised.

namespace confab::media {
namespace {

constexpr std::uint8_t kBlack = 16, kNoColour = 128;

/// The columns and rows [left, right) x [top, bottom) of a plane.
struct Area {
    int left = 0, top = 0, right = 0, bottom = 0;
    int width() const { return right - left; }
    bool isEmpty() const { return right <= left || bottom <= top; }
};

Area areaOf(const layout::Rect& r)
{
    return {r.x, r.y, r.x + r.width, r.y + r.height};
}

Area intersection(const Area& a, const Area& b)
{
    return {std::max(a.left, b.left), std::max(a.top, b.top), std::min(a.right, b.right),
            std::min(a.bottom, b.bottom)};
}

// Shifts, not divisions: to the left of the canvas x is negative, and -1 / 2 would be 0.
Area halved(const Area& a)
{
    return {a.left >> 1, a.top >> 1, (a.right + 1) >> 1, (a.bottom + 1) >> 1};
}

struct Plane {
    std::uint8_t* data;
    int stride;
    std::uint8_t* at(int x, int y) const { return data + std::ptrdiff_t(y) * stride + x; }
};

struct Canvas {
    Area area, half;
    Plane y, u, v;
};

void fill(const Plane& plane, const Area& area, std::uint8_t value)
{
    if (area.isEmpty())
        return;
    for (int row = area.top; row < area.bottom; ++row)
        std::memset(plane.at(area.left, row), value, std::size_t(area.width()));
}

// (s * a + d * (255 - a)) / 255, rounded to the nearest; all of it fits 16 bits, which is what
// makes it quick.
void blendRow(std::uint8_t* __restrict to, const std::uint8_t* __restrict from,
              const std::uint8_t* __restrict alpha, int count)
{
    for (int i = 0; i < count; ++i) {
        const auto a = std::uint16_t(alpha[i]);
        const auto sum = std::uint16_t(from[i] * a + to[i] * std::uint16_t(255 - a) + 128);
        to[i] = std::uint8_t(std::uint16_t(sum + std::uint16_t(sum >> 8)) >> 8);
    }
}

void dimRow(std::uint8_t* to, int count)
{
    for (int i = 0; i < count; ++i)
        to[i] = std::uint8_t((to[i] + kBlack + 1) >> 1);
}

/// One plane of a drawing.
struct Layer {
    const std::uint8_t* pixels;
    const std::uint8_t* alpha; // null: opaque
    int width; // of its rows
    int x, y; // of its corner, on the plane
    std::size_t at(int column, int row) const
    {
        return std::size_t(row - y) * std::size_t(width) + std::size_t(column - x);
    }
};

void copy(const Plane& plane, const Layer& layer, const Area& area)
{
    for (int row = area.top; row < area.bottom; ++row)
        std::memcpy(plane.at(area.left, row), layer.pixels + layer.at(area.left, row),
                    std::size_t(area.width()));
}

/// `extentOf(row)` tells which columns of a row of the layer are worth the work.
template <class ExtentOf>
void blend(const Plane& plane, const Layer& layer, const Area& area, ExtentOf extentOf)
{
    if (area.isEmpty())
        return;
    if (!layer.alpha)
        return copy(plane, layer, area);
    for (int row = area.top; row < area.bottom; ++row) {
        const OverlayPicture::Row extent = extentOf(row - layer.y);
        const int left = std::max(area.left, layer.x + extent.first);
        const int right = std::min(area.right, layer.x + extent.last);
        const auto start = layer.at(left, row);
        if (left < right)
            blendRow(plane.at(left, row), layer.pixels + start, layer.alpha + start, right - left);
    }
}

void draw(const Canvas& canvas, const OverlayBlit& blit)
{
    const OverlayPicture& p = *blit.picture;
    const Area place = areaOf({blit.x, blit.y, p.size.width, p.size.height});
    Area area = intersection(canvas.area, place);
    if (blit.clip.width > 0)
        area = intersection(area, areaOf(blit.clip));
    if (area.isEmpty())
        return;

    const auto luma = [&p](int row) {
        return p.rows.empty() ? OverlayPicture::Row{0, p.size.width} : p.rows[std::size_t(row)];
    };
    const auto chroma = [luma](int row) {
        const auto a = luma(2 * row), b = luma(2 * row + 1);
        if (a.first >= a.last || b.first >= b.last) // one of them is wholly transparent
            return a.first < a.last ? OverlayPicture::Row{a.first / 2, (a.last + 1) / 2}
                                    : OverlayPicture::Row{b.first / 2, (b.last + 1) / 2};
        return OverlayPicture::Row{std::min(a.first, b.first) / 2,
                                   (std::max(a.last, b.last) + 1) / 2};
    };
    const auto layer = [&](const auto& pixels, const auto& alpha, int shift) {
        return Layer{pixels.data(), p.opaque ? nullptr : alpha.data(), p.size.width >> shift,
                     blit.x >> shift, blit.y >> shift};
    };
    blend(canvas.y, layer(p.y, p.alpha, 0), area, luma);
    // A drawing at an odd place has its colour half a pixel off, and never more rows than it has.
    const Area placeHalf = {blit.x >> 1, blit.y >> 1, (blit.x >> 1) + p.size.width / 2,
                            (blit.y >> 1) + p.size.height / 2};
    const Area half = intersection(intersection(canvas.half, placeHalf), halved(area));
    blend(canvas.u, layer(p.u, p.alphaHalf, 1), half, chroma);
    blend(canvas.v, layer(p.v, p.alphaHalf, 1), half, chroma);
}

void draw(const Canvas& canvas, const OverlayBox& box)
{
    const Area area = areaOf(box.rect);
    fill(canvas.y, intersection(canvas.area, area), box.y);
    fill(canvas.u, intersection(canvas.half, halved(area)), box.u);
    fill(canvas.v, intersection(canvas.half, halved(area)), box.v);
}

void draw(const Canvas& canvas, const OverlayGrey& grey)
{
    const Area area = intersection(canvas.area, areaOf(grey.rect));
    if (area.isEmpty())
        return;
    for (int row = area.top; row < area.bottom; ++row)
        dimRow(canvas.y.at(area.left, row), area.width());
    fill(canvas.u, halved(area), kNoColour);
    fill(canvas.v, halved(area), kNoColour);
}

} // namespace

void drawOverlay(const OverlayScene& scene, layout::Size canvas, std::uint8_t* const planes[3],
                 const int strides[3])
{
    const Area all{0, 0, canvas.width, canvas.height};
    const Canvas target{all,
                        halved(all),
                        {planes[0], strides[0]},
                        {planes[1], strides[1]},
                        {planes[2], strides[2]}};
    for (const auto& item : scene)
        std::visit([&target](const auto& what) { draw(target, what); }, item);
}

} // namespace confab::media
