// SPDX-License-Identifier: Apache-2.0
#include "congestion/probe/probe_schedule.hpp"

#include <algorithm>

namespace confab::congestion {

namespace {

using namespace std::chrono_literals;

constexpr double kFirst = 3, kFurther = 2; // times the estimate
constexpr double kWellDone = 0.7; // of the probe's rate
constexpr double kOfUse = 1.25; // of what is wanted: room for repeats
constexpr double kEnough = 1.1; // of what is wanted
constexpr double kWorthwhile = 1.1; // of the estimate: less grows by itself
constexpr auto kShortest = 15ms, kLongest = 100ms; // a probe
constexpr int kJitters = 4; // a probe is that long at least, or jitter is all it measures
constexpr double kSmallestPacket = 200; // bytes
constexpr auto kAnswer = 800ms; // and a round trip, for the result
constexpr Duration kInterval = 2500ms, kLongestInterval = 6s;

} // namespace

void ProbeSchedule::inVain(Time now)
{
    interval_ = std::clamp(interval_ * 3 / 2, kInterval, kLongestInterval);
    next_ = now + interval_;
    waitingUntil_.reset();
}

void ProbeSchedule::hurry(Time now)
{
    interval_ = {};
    next_ = now;
}

std::optional<double> ProbeSchedule::rateNow(Time now, const View& view)
{
    if (waitingUntil_ && now > *waitingUntil_)
        inVain(now);
    const bool first = cluster_ == 0;
    if (waitingUntil_ || view.estimate >= kEnough * view.wanted || (!first && !view.calm)
        || (next_ && now < *next_))
        return std::nullopt;
    const double rate = std::min(view.estimate * (first ? kFirst : kFurther), kOfUse * view.wanted);
    if (rate < kWorthwhile * view.estimate)
        return std::nullopt;
    return rate;
}

std::optional<Probe> ProbeSchedule::take(Time now, const View& view)
{
    const auto rate = rateNow(now, view);
    if (!rate)
        return std::nullopt;
    Probe probe;
    probe.cluster = ++cluster_;
    probe.bps = std::int64_t(*rate);
    probe.duration = std::clamp<Duration>(kJitters * view.jitter, kShortest, kLongest);
    probe.bytes =
        int(std::max(*rate / 8 * secondsOf(probe.duration), probe.packets * kSmallestPacket));
    waitingUntil_ = now + probe.duration + view.rtt + kAnswer;
    return probe;
}

void ProbeSchedule::onResult(Time now, const ProbeMeter::Result& result, double estimateBefore)
{
    if (!waitingUntil_ || result.probe.cluster != cluster_)
        return;
    const bool wellDone = !result.full && result.bps > kWellDone * double(result.probe.bps)
        && result.bps > estimateBefore;
    if (!wellDone)
        return inVain(now);
    waitingUntil_.reset();
    hurry(now);
}

} // namespace confab::congestion
