// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "congestion/delay/arrival_groups.hpp"

#include <deque>

namespace confab::congestion {

/// Where the delay is going: the slope of a line through the last twenty smoothed delays, by least
/// squares. 0.1 means that each second of packets takes 0.1 s longer than the one before, as it
/// does when a tenth more is sent than the link carries; below zero a queue empties. Plain value.
class Trendline {
public:
    /// The slope with this one; 0 until there are twenty.
    double add(const GroupDelta& delta);
    void reset() { *this = {}; }

private:
    struct Point {
        double at; // ms
        double delay; // ms, smoothed
    };
    std::deque<Point> points_;
    std::optional<Duration> begin_;
    double delay_ = 0; // ms, of all deltas
    double smoothed_ = 0; // ms
    double slope_ = 0;
};

} // namespace confab::congestion
