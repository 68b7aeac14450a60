// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "congestion/report/units.hpp"

#include <array>
#include <cstdint>
#include <optional>

namespace confab::congestion {

/// Bytes over the last half second: what was sent, or what the receiver says that it got. Times are
/// of one clock, whichever; they may come a little out of order. Of fixed size. Plain value.
class RateMeter {
public:
    void add(Duration at, int bytes);
    /// Bits per second at the newest packet; none: measured for too short a time.
    std::optional<double> bps() const { return bps(newest_.value_or(Duration::zero())); }
    std::optional<double> bps(Duration at) const;
    void reset() { *this = {}; }

private:
    static constexpr int kSlots = 50; // of 10 ms each

    std::array<std::int64_t, kSlots> bytes_{};
    std::optional<Duration> newest_;
    Duration began_{};
};

} // namespace confab::congestion
