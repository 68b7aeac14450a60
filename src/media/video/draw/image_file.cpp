// SPDX-License-Identifier: Apache-2.0
#include "media/video/draw/image_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <fstream>

namespace confab::media {
namespace {

constexpr int kMaxSide = 4096; // pixels
constexpr unsigned char kSignature[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
// PNG (RFC 2083): the signature, then the chunk IHDR, which begins with width and height.
constexpr std::size_t kWidthAt = 16, kHeightAt = 20, kHeadSize = 24;

using Head = std::array<unsigned char, kHeadSize>;

std::uint32_t bigEndian(const Head& head, std::size_t at)
{
    return std::uint32_t(head[at]) << 24 | std::uint32_t(head[at + 1]) << 16
        | std::uint32_t(head[at + 2]) << 8 | head[at + 3];
}

Status checkHead(const std::string& path)
{
    Head head{};
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return Error{Errc::NotFound, fmt::format("cannot read the image {}", path)};
    file.read(reinterpret_cast<char*>(head.data()), kHeadSize);
    if (!file || std::memcmp(head.data(), kSignature, sizeof kSignature) != 0)
        return Error{Errc::InvalidArgument, fmt::format("{} is not a PNG image", path)};
    const auto width = bigEndian(head, kWidthAt), height = bigEndian(head, kHeightAt);
    if (width > kMaxSide || height > kMaxSide)
        return Error{Errc::InvalidArgument,
                     fmt::format("the image {} is {}x{}; at most {}x{} is allowed", path, width,
                                 height, kMaxSide, kMaxSide)};
    return Done{};
}

void paintScaled(cairo_t* cairo, cairo_surface_t* image, double x, double y, double scale)
{
    cairo_save(cairo);
    cairo_translate(cairo, x, y);
    cairo_scale(cairo, scale, scale);
    cairo_set_source_surface(cairo, image, 0, 0);
    // Or the edges are mixed with the nothing around the image.
    cairo_pattern_set_extend(cairo_get_source(cairo), CAIRO_EXTEND_PAD);
    cairo_pattern_set_filter(cairo_get_source(cairo), CAIRO_FILTER_GOOD);
    const layout::Size size = sizeOf(image);
    cairo_rectangle(cairo, 0, 0, size.width, size.height);
    cairo_fill(cairo);
    cairo_restore(cairo);
}

} // namespace

Result<CairoSurfacePtr> readPng(const std::string& path)
{
    if (const auto checked = checkHead(path); !checked)
        return checked.error();
    CairoSurfacePtr image(cairo_image_surface_create_from_png(path.c_str()));
    if (const auto status = cairo_surface_status(image.get()); status != CAIRO_STATUS_SUCCESS)
        return Error{
            Errc::InvalidArgument,
            fmt::format("the image {} is damaged: {}", path, cairo_status_to_string(status))};
    return image;
}

layout::Size sizeOf(cairo_surface_t* image)
{
    return {cairo_image_surface_get_width(image), cairo_image_surface_get_height(image)};
}

void drawCovering(const Drawing& drawing, cairo_surface_t* image)
{
    const layout::Size to = drawing.size(), from = sizeOf(image);
    const double scale = std::max(double(to.width) / from.width, double(to.height) / from.height);
    paintScaled(drawing.cairo(), image, (to.width - from.width * scale) / 2,
                (to.height - from.height * scale) / 2, scale);
}

OverlayPicturePtr fitted(cairo_surface_t* image, layout::Size limit)
{
    const layout::Size from = sizeOf(image);
    const double scale =
        std::min({1., double(limit.width) / from.width, double(limit.height) / from.height});
    const Drawing drawing(
        {int(std::lround(from.width * scale)), int(std::lround(from.height * scale))});
    paintScaled(drawing.cairo(), image, 0, 0, scale);
    return drawing.picture();
}

} // namespace confab::media
