// SPDX-License-Identifier: Apache-2.0
#include "media/video/pixels/drawing.hpp"

#include "base/yuv.hpp"

#include <algorithm>
#include <cmath>

namespace confab::media {
namespace {

/// Sums of cairo's pixels, whose colours are multiplied with their alpha already.
struct Sum {
    int alpha = 0, red = 0, green = 0, blue = 0;

    void add(std::uint32_t argb)
    {
        alpha += int(argb >> 24);
        red += int(argb >> 16 & 255);
        green += int(argb >> 8 & 255);
        blue += int(argb & 255);
    }
    /// The mean colour, each pixel by its alpha.
    Yuv colour() const
    {
        if (alpha == 0)
            return {};
        const auto whole = [this](int c) { return std::min(255, (c * 255 + alpha / 2) / alpha); };
        return toYuv(whole(red), whole(green), whole(blue));
    }
};

/// The pixels of a surface, in native byte order.
struct Pixels {
    const unsigned char* data;
    int stride;
    std::uint32_t at(int x, int y) const
    {
        return reinterpret_cast<const std::uint32_t*>(data + std::ptrdiff_t(y) * stride)[x];
    }
};

void fillLuma(OverlayPicture& to, const Pixels& pixels)
{
    for (int y = 0; y < to.size.height; ++y) {
        auto& row = to.rows.emplace_back();
        for (int x = 0; x < to.size.width; ++x) {
            Sum sum;
            sum.add(pixels.at(x, y));
            to.y.push_back(sum.colour().y);
            to.alpha.push_back(std::uint8_t(sum.alpha));
            if (sum.alpha == 0)
                continue;
            if (row.last == 0)
                row.first = x;
            row.last = x + 1;
        }
    }
}

void fillChroma(OverlayPicture& to, const Pixels& pixels)
{
    for (int y = 0; y < to.size.height; y += 2) {
        for (int x = 0; x < to.size.width; x += 2) {
            Sum sum;
            for (const int i : {0, 1, 2, 3})
                sum.add(pixels.at(x + (i & 1), y + (i >> 1)));
            const Yuv mean = sum.colour();
            to.u.push_back(mean.u);
            to.v.push_back(mean.v);
            to.alphaHalf.push_back(std::uint8_t((sum.alpha + 2) / 4));
        }
    }
}

} // namespace

Drawing::Drawing(layout::Size size)
    : size_{std::max(2, evenUp(size.width)), std::max(2, evenUp(size.height))},
      surface_(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, size_.width, size_.height)),
      cairo_(cairo_create(surface_.get()))
{
}

OverlayPicturePtr Drawing::picture() const
{
    auto made = std::make_shared<OverlayPicture>();
    made->size = size_;
    cairo_surface_flush(surface_.get());
    const Pixels pixels{cairo_image_surface_get_data(surface_.get()),
                        cairo_image_surface_get_stride(surface_.get())};
    g_assert(pixels.data); // no surface of that size
    const auto area = std::size_t(size_.width) * std::size_t(size_.height);
    for (auto* plane : {&made->y, &made->alpha})
        plane->reserve(area);
    for (auto* plane : {&made->u, &made->v, &made->alphaHalf})
        plane->reserve(area / 4);
    made->rows.reserve(std::size_t(size_.height));
    fillLuma(*made, pixels);
    fillChroma(*made, pixels);
    made->opaque = std::ranges::all_of(made->alpha, [](auto a) { return a == 255; });
    return made;
}

void setColour(cairo_t* cairo, Colour colour, double alpha)
{
    cairo_set_source_rgba(cairo, colour.red / 255., colour.green / 255., colour.blue / 255., alpha);
}

void roundedRectangle(cairo_t* cairo, double x, double y, double width, double height,
                      double radius)
{
    const double right = x + width - radius, bottom = y + height - radius;
    cairo_new_sub_path(cairo);
    cairo_arc(cairo, right, y + radius, radius, -M_PI_2, 0);
    cairo_arc(cairo, right, bottom, radius, 0, M_PI_2);
    cairo_arc(cairo, x + radius, bottom, radius, M_PI_2, M_PI);
    cairo_arc(cairo, x + radius, y + radius, radius, M_PI, 3 * M_PI_2);
    cairo_close_path(cairo);
}

} // namespace confab::media
