// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/yuv.hpp"

#include <optional>

namespace confab::bot {

struct Rgb {
    int r = 0, g = 0, b = 0; ///< 0-255
    bool operator==(const Rgb&) const = default;
};

Rgb toRgb(const Yuv& yuv);
/// Euclidean, in RGB.
double distance(const Rgb& a, const Rgb& b);

/// How a bot is recognised in the mix: a flat colour for the eye, a sine for the ear.
struct BotIdentity {
    Yuv yuv; ///< what its encoder is given
    Rgb rgb; ///< the same after decoding; VP8 moves it by up to 3 a channel
    int toneHz = 0; ///< a whole number, so one second of it loops without a seam
};

/// How many different ones there are; bot i has number i modulo this.
constexpr int kIdentities = 25;

/// Twelve bright hues, twelve dark ones, and grey: any two are over 50 apart by distance(). Tones
/// are 300 + 137 * i Hz; none is a harmonic of another.
BotIdentity botIdentity(int index);

/// The identity nearest to this colour, if it is within 24.
std::optional<int> identityOf(const Rgb& seen);

} // namespace confab::bot
