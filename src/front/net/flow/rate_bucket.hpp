// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <chrono>

namespace confab::front {

/// A token bucket: so much a second for ever, and so much at once. It may be overdrawn, and is
/// closed until that is paid back. Full at first. Plain value; the caller brings the clock.
class RateBucket {
public:
    using Clock = std::chrono::steady_clock;
    using ms = std::chrono::milliseconds;

    RateBucket(double perSecond, double burst) : rate_(perSecond), burst_(burst), level_(burst) { }

    void take(double amount, Clock::time_point now) { level_ = levelAt(now) - amount; }
    /// Until it is open; 0: it is.
    ms wait(Clock::time_point now) const
    {
        const double owed = -levelAt(now);
        return owed > 0 ? std::chrono::ceil<ms>(std::chrono::duration<double>(owed / rate_))
                        : ms(0);
    }
    /// Nobody takes as much as it gives.
    bool isHalfFull(Clock::time_point now) const { return levelAt(now) >= burst_ / 2; }

private:
    double levelAt(Clock::time_point now) const
    {
        const double since = std::chrono::duration<double>(now - at_).count();
        at_ = now;
        return level_ = std::min(burst_, level_ + since * rate_);
    }

    double rate_, burst_;
    mutable double level_;
    mutable Clock::time_point at_{};
};

} // namespace confab::front
