// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "congestion/delay/arrival_groups.hpp"
#include "congestion/delay/overuse_detector.hpp"
#include "congestion/delay/trendline.hpp"

#include <array>

namespace confab::congestion {

/// All that the delay of packets says: whether a queue grows, how long it is, how much the path
/// shakes. Plain value.
class DelayWatch {
public:
    /// In the order of arrival; `arrived` on the line of the receiver's clock.
    void add(Time sent, Duration arrived);
    /// The receiver's clock has jumped: what is known does not compare with what comes.
    void reset();

    Usage usage() const { return detector_.usage(); }
    /// The delay of the newest packet over the shortest of the last 20 s.
    Duration queueing() const { return queueing_; }
    /// Mean deviation of the gaps between groups, as in RFC 3550.
    Duration jitter() const { return jitter_; }

private:
    static constexpr std::size_t kSpans = 4; // of 5 s each
    void measureQueue(Duration delay, Duration arrived);

    ArrivalGroups groups_;
    Trendline trendline_;
    OveruseDetector detector_;
    std::optional<Time> newest_; // when the newest one was sent
    std::array<Duration, kSpans> shortest_{}; // delay, in each span
    std::size_t spans_ = 0; // that are filled; the first is the newest
    Duration spanBegan_{};
    Duration queueing_{};
    Duration jitter_{};
};

} // namespace confab::congestion
