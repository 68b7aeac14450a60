// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "congestion/probe/probe_meter.hpp"

namespace confab::congestion {

/// Decides when to probe and how high. At the start three times the first rate, then always twice
/// the estimate: at once after a probe that went well (so the start is 3, 6, 12 times), soon when
/// the link has grown, else every few seconds, and less often while it is in vain. Never higher
/// than is of use. Plain value.
class ProbeSchedule {
public:
    struct View {
        double estimate = 0, wanted = 0, sent = 0; // bits per second
        Duration jitter{};
        Duration rtt{};
        bool calm = false; // no queue, no loss that matters, feedback comes
    };
    /// A probe to send now.
    std::optional<Probe> take(Time now, const View& view);
    void onResult(Time now, const ProbeMeter::Result& result, double estimateBefore);
    /// More fits than did: look soon.
    void hurry(Time now);

private:
    std::optional<double> rateNow(Time now, const View& view);
    void inVain(Time now);

    int cluster_ = 0;
    std::optional<Time> waitingUntil_; // for the result
    std::optional<Time> next_;
    Duration interval_{};
};

} // namespace confab::congestion
