// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

namespace confab::congestion {

/// Between these an estimate stays, whatever is reported. Bits per second.
struct RateBounds {
    double floor = 50'000;
    double ceiling = 10'000'000;

    double operator()(double bps) const { return std::clamp(bps, floor, ceiling); }
};

} // namespace confab::congestion
