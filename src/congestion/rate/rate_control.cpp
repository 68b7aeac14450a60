// SPDX-License-Identifier: Apache-2.0
#include "congestion/rate/rate_control.hpp"

#include <cmath>

namespace confab::congestion {

namespace {

using namespace std::chrono_literals;

constexpr double kBackOff = 0.85;
constexpr double kGrowth = 1.08; // a second
constexpr double kAhead = 1.5; // of what arrives: beyond it nothing is known
constexpr double kAheadBps = 10'000; // so that it is not stuck at low rates
constexpr double kFrames = 30; // a second
constexpr double kPacketBits = 1200 * 8;
constexpr Duration kDetection = 100ms; // what it takes to notice a queue
constexpr auto kProven = 600ms; // for so long a probe's result stands against a mean

/// Bits per second that it grows in a second near the capacity.
double carefulGrowth(double bps, Duration rtt)
{
    const double frame = bps / kFrames;
    const double packet = frame / std::ceil(frame / kPacketBits);
    return std::max(4000., packet / secondsOf(rtt + kDetection));
}

} // namespace

void RateControl::set(Time now, double bps)
{
    bps_ = bounds_(bps);
    changed_ = now;
}

void RateControl::setProven(Time now, double bps)
{
    set(now, bps);
    proven_ = now;
    provenBps_ = bps;
}

bool RateControl::isProven(Time now) const
{
    return proven_ && now - *proven_ < kProven;
}

void RateControl::wasFull(Time now, double bps)
{
    if (bps < capacity_.least())
        capacity_.forget();
    capacity_.wasFull(bps);
    outgrown_ = false;
    decreased_ = now;
}

// Once in a round trip, so that it sees what the last decrease has done; at once if far too much is
// sent.
bool RateControl::mayDecrease(Time now, const Input& input) const
{
    if (!changed_ || now - *changed_ >= std::clamp<Duration>(input.rtt, 10ms, 200ms))
        return true;
    return input.delivered && *input.delivered < bps_ / 2;
}

void RateControl::decrease(Time now, const Input& input)
{
    if (!mayDecrease(now, input))
        return;
    if (!input.delivered) {
        set(now, bps_ / 2);
    } else {
        // What is delivered is a mean over the time before the probe too.
        const double delivered = std::max(*input.delivered, isProven(now) ? provenBps_ : 0);
        double bps = kBackOff * delivered;
        if (bps > bps_ && capacity_.known())
            bps = kBackOff * capacity_.bps();
        wasFull(now, delivered);
        set(now, std::min(bps, bps_));
    }
    decreased_ = now;
    holds_ = true;
}

void RateControl::increase(Time now, const Input& input)
{
    if (input.delivered && *input.delivered > capacity_.most()) {
        capacity_.forget();
        outgrown_ = true;
    }
    const double passed = std::min(secondsOf(now - changed_.value_or(now)), 1.);
    changed_ = now;
    const double more = capacity_.known() ? carefulGrowth(bps_, input.rtt) * passed
                                          : bps_ * (std::pow(kGrowth, passed) - 1);
    const double most = kAhead * input.delivered.value_or(bps_) + kAheadBps;
    bps_ = bounds_(std::max(bps_, std::min(bps_ + more, most)));
}

void RateControl::update(Time now, const Input& input)
{
    if (input.unused && isProven(now))
        proven_ = now; // nothing has spoken against it
    if (input.usage == Usage::Over)
        return decrease(now, input);
    if (input.usage == Usage::Under || holds_) {
        holds_ = input.usage == Usage::Under;
        changed_ = now;
        return;
    }
    increase(now, input);
}

} // namespace confab::congestion
