// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <deque>

namespace confab::front {

/// How often a room may die: more than five times within the window closes it until a window has
/// passed since. Plain value; the caller brings the clock.
class DeathBudget {
public:
    using Clock = std::chrono::steady_clock;

    explicit DeathBudget(Clock::duration window) : window_(window) { }

    void record(Clock::time_point now)
    {
        deaths_.push_back(now);
        while (deaths_.front() + window_ < now)
            deaths_.pop_front();
        if (deaths_.size() > kMax)
            closedUntil_ = now + window_;
    }
    bool isClosed(Clock::time_point now) const { return now < closedUntil_; }

private:
    /// Limit (per room): deaths in a minute. Above it: `room.unavailable` for a minute. At it: as
    /// many starts.
    static constexpr std::size_t kMax = 5;

    Clock::duration window_;
    std::deque<Clock::time_point> deaths_;
    Clock::time_point closedUntil_{};
};

} // namespace confab::front
