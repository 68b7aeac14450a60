// SPDX-License-Identifier: Apache-2.0
#include "congestion/delay/trendline.hpp"

namespace confab::congestion {

namespace {

constexpr std::size_t kPoints = 20;
constexpr double kOld = 0.9; // how much of the smoothed delay stays

} // namespace

double Trendline::add(const GroupDelta& delta)
{
    if (!begin_)
        begin_ = delta.at;
    delay_ += millisecondsOf(delta.slower());
    smoothed_ = kOld * smoothed_ + (1 - kOld) * delay_;
    points_.push_back({millisecondsOf(delta.at - *begin_), smoothed_});
    if (points_.size() > kPoints)
        points_.pop_front();
    if (points_.size() < kPoints)
        return 0;

    double at = 0, delay = 0;
    for (const Point& point : points_) {
        at += point.at / double(kPoints);
        delay += point.delay / double(kPoints);
    }
    double above = 0, below = 0;
    for (const Point& point : points_) {
        above += (point.at - at) * (point.delay - delay);
        below += (point.at - at) * (point.at - at);
    }
    if (below > 0) // else all came at once: the slope stays what it was
        slope_ = above / below;
    return slope_;
}

} // namespace confab::congestion
