// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "congestion/rate/rate_bounds.hpp"
#include "congestion/report/units.hpp"

#include <optional>

namespace confab::congestion {

/// The rate for a receiver that sends receiver reports and nothing better (RFC 3550): lost packets
/// by the bounds of draft-ietf-rmcat-gcc-02, section 6, and a round trip that grows as the only
/// sign of a queue. Plain value.
class ReportControl {
public:
    explicit ReportControl(RateBounds bounds) : bounds_(bounds) { }

    struct Report {
        double loss = 0; // 0 to 1, since the last report
        Duration rtt{};
        std::optional<double> sent; // bits per second
    };
    /// The rate after this report, for one that was `bps`.
    double after(Time now, const Report& report, double bps);

private:
    void learnRtt(Time now, Duration rtt);

    RateBounds bounds_;
    std::optional<Time> told_, decreased_, learnt_;
    Duration shortest_{}; // round trip
};

} // namespace confab::congestion
