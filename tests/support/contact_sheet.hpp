// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/decoded_view.hpp"

#include "layout/geometry/geometry.hpp"

#include <algorithm>
#include <cairo.h>

#include <string>
#include <vector>

namespace confab::test {

/// Small pictures in rows, a name before each row and a caption over each column.
class ContactSheet {
public:
    ContactSheet(layout::Size picture, const std::vector<std::string>& captions, std::size_t rows)
        : picture_(picture), columns_(captions.size()),
          surface_(cairo_image_surface_create(CAIRO_FORMAT_RGB24,
                                              kName + int(captions.size()) * (kWidth + kGap),
                                              kCaption + int(rows) * (kHeight + kGap))),
          cairo_(cairo_create(surface_))
    {
        cairo_set_source_rgb(cairo_, 0.05, 0.07, 0.09);
        cairo_paint(cairo_);
        cairo_set_font_size(cairo_, 11);
        for (std::size_t column = 0; column < columns_; ++column)
            write(captions[column], leftOf(int(column)), kCaption - 8);
    }
    ~ContactSheet()
    {
        cairo_destroy(cairo_);
        cairo_surface_destroy(surface_);
    }
    ContactSheet(const ContactSheet&) = delete;
    ContactSheet& operator=(const ContactSheet&) = delete;

    void add(const std::string& name, const DecodedView& view)
    {
        const int column = int(count_ % columns_), row = int(count_ / columns_);
        ++count_;
        const int left = leftOf(column), top = kCaption + row * (kHeight + kGap);
        if (column == 0)
            write(name, 4, top + kHeight / 2);
        cairo_surface_flush(surface_);
        auto* pixels = reinterpret_cast<std::uint32_t*>(cairo_image_surface_get_data(surface_));
        const int stride = cairo_image_surface_get_stride(surface_) / 4;
        for (int y = 0; y < kHeight; ++y)
            for (int x = 0; x < kWidth; ++x)
                pixels[(top + y) * stride + left + x] =
                    rgb(view.at(x * picture_.width / kWidth, y * picture_.height / kHeight));
        cairo_surface_mark_dirty(surface_);
    }
    /// Nothing for null.
    void save(const char* file) const
    {
        if (file)
            cairo_surface_write_to_png(surface_, file);
    }

private:
    // pixels
    static constexpr int kName = 120, kCaption = 24, kWidth = 128, kHeight = 72, kGap = 6;

    static int leftOf(int column) { return kName + column * (kWidth + kGap); }
    void write(const std::string& text, int x, int y)
    {
        cairo_set_source_rgb(cairo_, 1, 1, 1);
        cairo_move_to(cairo_, x, y);
        cairo_show_text(cairo_, text.c_str());
    }
    static std::uint32_t rgb(const Yuv& c)
    {
        const auto byte = [](double v) { return std::uint32_t(std::clamp(v, 0., 255.)); };
        const double y = 1.164 * (c.y - 16);
        return byte(y + 1.596 * (c.v - 128)) << 16
            | byte(y - 0.392 * (c.u - 128) - 0.813 * (c.v - 128)) << 8
            | byte(y + 2.017 * (c.u - 128));
    }

    layout::Size picture_;
    std::size_t columns_, count_ = 0;
    cairo_surface_t* surface_;
    cairo_t* cairo_;
};

} // namespace confab::test
