// SPDX-License-Identifier: Apache-2.0
#include "bot/clip/bot_identity.hpp"

#include <algorithm>
#include <cmath>

namespace confab::bot {

namespace {

constexpr double kMatch = 24;

int toByte(double value)
{
    return int(std::lround(std::clamp(value, 0.0, 255.0)));
}

/// `hue` in sixths of a turn; the strongest channel is `high`, the weakest `low`.
Rgb fromHue(double hue, int high, int low)
{
    auto channel = [&](double shift) {
        const double k = std::fmod(hue + shift, 6.0);
        const double share = std::clamp(std::min(k, 4 - k), 0.0, 1.0);
        return toByte(high - (high - low) * share);
    };
    return {channel(5), channel(3), channel(1)};
}

Rgb wanted(int index)
{
    if (index == 24)
        return {190, 190, 190};
    const double hue = (index * 5 % 12) * 0.5; // neighbours in number are far apart in hue
    return index < 12 ? fromHue(hue, 235, 25) : fromHue(hue, 140, 12);
}

} // namespace

Rgb toRgb(const Yuv& c)
{
    const double y = 1.164383 * (c.y - 16);
    return {toByte(y + 1.596027 * (c.v - 128)),
            toByte(y - 0.391762 * (c.u - 128) - 0.812968 * (c.v - 128)),
            toByte(y + 2.017232 * (c.u - 128))};
}

double distance(const Rgb& a, const Rgb& b)
{
    return std::hypot(a.r - b.r, a.g - b.g, a.b - b.b);
}

BotIdentity botIdentity(int index)
{
    const int i = ((index % kIdentities) + kIdentities) % kIdentities;
    const Rgb rgb = wanted(i);
    const Yuv yuv = toYuv(rgb.r, rgb.g, rgb.b);
    return {yuv, toRgb(yuv), 300 + 137 * i};
}

std::optional<int> identityOf(const Rgb& seen)
{
    int best = 0;
    for (int i = 1; i < kIdentities; ++i)
        if (distance(seen, botIdentity(i).rgb) < distance(seen, botIdentity(best).rgb))
            best = i;
    return distance(seen, botIdentity(best).rgb) <= kMatch ? std::optional(best) : std::nullopt;
}

} // namespace confab::bot
