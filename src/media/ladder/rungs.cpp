// SPDX-License-Identifier: Apache-2.0
#include "media/ladder/rungs.hpp"

#include <algorithm>
#include <array>

namespace confab::media {

namespace {

constexpr int kLeastSide = 160; // pixels
constexpr int kLeastKbps = 40;

struct Share {
    int divisor; // of each side
    double least, most; // of the bitrate
};
constexpr std::array kShares{Share{1, 0.3, 1}, Share{2, 1. / 12, 0.6}, Share{4, 1. / 60, 0.1}};

int even(int side)
{
    return side / 2 * 2;
}

} // namespace

std::vector<Rung> rungsOf(layout::Size canvas, int kbps)
{
    std::vector<Rung> rungs;
    for (const auto& [divisor, least, most] : kShares) {
        const layout::Size size{even(canvas.width / divisor), even(canvas.height / divisor)};
        if (!rungs.empty() && std::min(size.width, size.height) < kLeastSide)
            break;
        rungs.push_back({size, std::max(kLeastKbps, int(kbps * least)),
                         std::max(kLeastKbps, int(kbps * most))});
    }
    rungs.front().size = canvas;
    return rungs;
}

} // namespace confab::media
