// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "congestion/report/units.hpp"

#include <array>
#include <cstdint>
#include <optional>

namespace confab::congestion {

/// Bytes over a window, by default the last half second: what was sent, or what the receiver says
/// that it got. Times are of one clock, whichever; they may come a little out of order. Of fixed
/// size. Plain value.
class RateMeter {
public:
    static constexpr Duration kLongest = std::chrono::milliseconds(500);

    /// `window`: kLongest at most, whole hundredths of a second.
    explicit RateMeter(Duration window = kLongest) : window_(window) { }

    void add(Duration at, int bytes);
    /// Bits per second at the newest packet; none: measured for too short a time.
    std::optional<double> bps() const { return bps(newest_.value_or(Duration::zero())); }
    std::optional<double> bps(Duration at) const;
    void reset() { *this = RateMeter(window_); }

private:
    static constexpr int kSlots = 50; // of 10 ms each

    Duration window_;
    std::array<std::int64_t, kSlots> bytes_{};
    std::optional<Duration> newest_;
    Duration began_{};
};

} // namespace confab::congestion
