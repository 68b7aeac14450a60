// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/colour.hpp"

namespace confab {

/// BT.601, limited range (y 16-235, u and v 16-240): what browsers send, and the canvas.
struct Yuv {
    std::uint8_t y = 16, u = 128, v = 128;
    bool operator==(const Yuv&) const = default;
};

/// Rounded to the nearest; 16 fractional bits.
constexpr Yuv toYuv(int red, int green, int blue)
{
    constexpr int kHalf = 1 << 15;
    return {std::uint8_t((16829 * red + 33039 * green + 6416 * blue + (16 << 16) + kHalf) >> 16),
            std::uint8_t((-9714 * red - 19070 * green + 28784 * blue + (128 << 16) + kHalf) >> 16),
            std::uint8_t((28784 * red - 24103 * green - 4681 * blue + (128 << 16) + kHalf) >> 16)};
}
constexpr Yuv toYuv(Colour c)
{
    return toYuv(c.red, c.green, c.blue);
}

} // namespace confab
