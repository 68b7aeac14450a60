// SPDX-License-Identifier: Apache-2.0
#include "congestion/delay/delay_watch.hpp"

#include <algorithm>

namespace confab::congestion {

namespace {

constexpr auto kPause = std::chrono::seconds(2); // after it, gaps say nothing about the queue
constexpr auto kSpan = std::chrono::seconds(5);
constexpr int kJitterWeight = 16;

} // namespace

void DelayWatch::reset()
{
    *this = {};
}

void DelayWatch::add(Time sent, Duration arrived)
{
    if (newest_ && sent - *newest_ > kPause) {
        groups_.reset();
        trendline_.reset();
        detector_.reset();
    }
    newest_ = newest_ ? std::max(*newest_, sent) : sent;
    measureQueue(arrived - sent.time_since_epoch(), arrived);

    if (const auto delta = groups_.add(sent, arrived)) {
        const Duration slower = delta->slower();
        jitter_ += ((slower < Duration::zero() ? -slower : slower) - jitter_) / kJitterWeight;
        detector_.update(trendline_.add(*delta), delta->sent, delta->at);
    }
}

// The two clocks differ by an unknown amount, and drift: so the shortest is forgotten after a
// while.
void DelayWatch::measureQueue(Duration delay, Duration arrived)
{
    if (spans_ == 0 || arrived - spanBegan_ > kSpan) {
        std::shift_right(shortest_.begin(), shortest_.end(), 1);
        shortest_[0] = delay;
        spans_ = std::min(spans_ + 1, kSpans);
        spanBegan_ = arrived;
    }
    shortest_[0] = std::min(shortest_[0], delay);
    queueing_ = delay - *std::min_element(shortest_.begin(), shortest_.begin() + long(spans_));
}

} // namespace confab::congestion
