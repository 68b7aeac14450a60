// SPDX-License-Identifier: Apache-2.0
#include "congestion/rate/report_control.hpp"

#include <cmath>

namespace confab::congestion {

namespace {

using namespace std::chrono_literals;

constexpr double kLittle = 0.02, kMuch = 0.1; // lost
constexpr double kGrowth = 1.08; // a second
constexpr double kBackOff = 0.85; // for a queue
constexpr double kAhead = 1.5; // of what is sent: beyond it nothing is known
constexpr auto kQueue = 150ms; // over the shortest round trip
constexpr auto kBetween = 300ms; // two decreases, and a round trip
constexpr auto kLongest = 5s; // between two reports that count together
constexpr auto kRemembered = 60s; // the shortest round trip: paths change

} // namespace

void ReportControl::learnRtt(Time now, Duration rtt)
{
    if (!learnt_ || rtt <= shortest_ || now - *learnt_ > kRemembered) {
        shortest_ = rtt;
        learnt_ = now;
    }
}

double ReportControl::after(Time now, const Report& report, double bps)
{
    learnRtt(now, report.rtt);
    const Duration passed = std::min<Duration>(now - told_.value_or(now), kLongest);
    told_ = now;
    const bool queue = report.rtt - shortest_ > kQueue;
    if (queue || report.loss > kMuch) {
        if (decreased_ && now - *decreased_ < kBetween + report.rtt)
            return bps;
        decreased_ = now;
        return bounds_(bps * std::min(queue ? kBackOff : 1, 1 - report.loss / 2));
    }
    if (report.loss > kLittle)
        return bps;
    const double most = report.sent ? kAhead * *report.sent : bps;
    return bounds_(std::max(bps, std::min(bps * std::pow(kGrowth, secondsOf(passed)), most)));
}

} // namespace confab::congestion
