// SPDX-License-Identifier: Apache-2.0
#include "congestion/delay/overuse_detector.hpp"

#include <algorithm>
#include <cmath>

namespace confab::congestion {

namespace {

constexpr double kGain = 4; // from a slope to a trend in ms, together with the number of updates
constexpr int kFull = 60; // updates; before there are so many, a slope counts for less
constexpr auto kOverFor = std::chrono::milliseconds(10);
constexpr double kUp = 0.0087, kDown = 0.039; // of the distance, each ms
constexpr double kSpike = 15; // ms over the threshold: a sudden drop of the link is not to follow
constexpr double kLowest = 6, kHighest = 600; // ms
constexpr double kLongestStep = 100; // ms

} // namespace

Usage OveruseDetector::update(double slope, Duration sent, Duration at)
{
    updates_ = std::min(updates_ + 1, kFull);
    const double trend = updates_ * slope * kGain;
    if (trend > threshold_) {
        // It began somewhere between the last group and this one.
        overSince_ = overSince_ ? *overSince_ + sent : sent / 2;
        if (++over_ > 1 && *overSince_ > kOverFor && slope >= slope_) {
            overSince_ = Duration::zero();
            over_ = 0;
            usage_ = Usage::Over;
        }
    } else {
        overSince_.reset();
        over_ = 0;
        usage_ = trend < -threshold_ ? Usage::Under : Usage::Normal;
    }
    slope_ = slope;
    follow(trend, at);
    return usage_;
}

void OveruseDetector::follow(double trend, Duration at)
{
    const double step = std::min(millisecondsOf(at - followed_.value_or(at)), kLongestStep);
    followed_ = at;
    const double distance = std::abs(trend) - threshold_;
    if (distance > kSpike)
        return;
    threshold_ += (distance < 0 ? kDown : kUp) * distance * step;
    threshold_ = std::clamp(threshold_, kLowest, kHighest);
}

} // namespace confab::congestion
