// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "media/video/pixels/overlay.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace confab::test {

/// An I420 frame with a scene drawn on an even grey.
class PaintedCanvas {
public:
    PaintedCanvas(layout::Size size, const media::OverlayScene& scene)
        : size_(size), y_(area(), kGrey), u_(area() / 4, 128), v_(area() / 4, 128)
    {
        std::uint8_t* const planes[3] = {y_.data(), u_.data(), v_.data()};
        const int strides[3] = {size.width, size.width / 2, size.width / 2};
        media::drawOverlay(scene, size, planes, strides);
    }

    int y(int x, int y) const { return y_[std::size_t(y * size_.width + x)]; }
    int u(int x, int y) const { return u_[std::size_t(y / 2 * (size_.width / 2) + x / 2)]; }
    int v(int x, int y) const { return v_[std::size_t(y / 2 * (size_.width / 2) + x / 2)]; }

    /// What holds all pixels that are not as they were; empty if all are.
    layout::Rect painted() const { return differsFrom(PaintedCanvas(size_, {})); }
    layout::Rect differsFrom(const PaintedCanvas& other) const
    {
        int left = size_.width, top = size_.height, right = 0, bottom = 0;
        for (int row = 0; row < size_.height; ++row)
            for (int x = 0; x < size_.width; ++x) {
                if (y(x, row) == other.y(x, row) && u(x, row) == other.u(x, row)
                    && v(x, row) == other.v(x, row))
                    continue;
                left = std::min(left, x);
                right = std::max(right, x + 1);
                top = std::min(top, row);
                bottom = std::max(bottom, row + 1);
            }
        return right ? layout::Rect{left, top, right - left, bottom - top} : layout::Rect{};
    }

private:
    static constexpr std::uint8_t kGrey = 120;

    std::size_t area() const { return std::size_t(size_.width) * std::size_t(size_.height); }

    layout::Size size_;
    std::vector<std::uint8_t> y_, u_, v_;
};

} // namespace confab::test
