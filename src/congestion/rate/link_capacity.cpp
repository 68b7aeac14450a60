// SPDX-License-Identifier: Apache-2.0
#include "congestion/rate/link_capacity.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace confab::congestion {

namespace {

constexpr double kNew = 0.05; // weight of a measurement
// Bounds of the variance over the mean, as libwebrtc has them: 14 to 35 kbit/s at 500 kbit/s.
constexpr double kLeastVariance = 0.4, kMostVariance = 2.5;

} // namespace

void LinkCapacity::wasFull(double bps)
{
    const double sample = bps / 1000;
    kbps_ = kbps_ ? (1 - kNew) * *kbps_ + kNew * sample : sample;
    const double error = *kbps_ - sample;
    variance_ = (1 - kNew) * variance_ + kNew * error * error / std::max(*kbps_, 1.);
    variance_ = std::clamp(variance_, kLeastVariance, kMostVariance);
}

double LinkCapacity::deviation() const
{
    return std::sqrt(variance_ * *kbps_);
}

double LinkCapacity::most() const
{
    return known() ? (*kbps_ + 3 * deviation()) * 1000 : std::numeric_limits<double>::infinity();
}

double LinkCapacity::least() const
{
    return known() ? std::max(0., *kbps_ - 3 * deviation()) * 1000 : 0;
}

} // namespace confab::congestion
