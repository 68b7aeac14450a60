// SPDX-License-Identifier: Apache-2.0
#include "congestion/delay/arrival_timeline.hpp"

namespace confab::congestion {

namespace {

// The reference time has 24 bits of 64 ms each: twelve days.
constexpr std::chrono::microseconds kPeriod = std::chrono::milliseconds((1LL << 24) * 64);
// More than this and it was the clock, not the network.
constexpr auto kJump = std::chrono::seconds(3);

std::chrono::microseconds wrapped(std::chrono::microseconds time)
{
    const auto rest = time % kPeriod;
    return rest.count() < 0 ? rest + kPeriod : rest;
}

std::chrono::microseconds shortestWay(std::chrono::microseconds from, std::chrono::microseconds to)
{
    const auto way = to - from;
    if (way > kPeriod / 2)
        return way - kPeriod;
    return way < -kPeriod / 2 ? way + kPeriod : way;
}

} // namespace

ArrivalTimeline::Place ArrivalTimeline::place(std::chrono::microseconds arrived, Time now)
{
    const auto time = wrapped(arrived);
    if (!last_) {
        last_ = {time, Duration::zero(), now};
        return {last_->at, false};
    }
    const Duration moved = shortestWay(last_->wrapped, time);
    const Duration beside = moved - (now - last_->told); // by which it went otherwise than ours
    const bool jumped = beside > kJump || beside < -kJump;
    // From a new epoch the line goes on where it was: so it never leaves the range of its type.
    last_ = {time, jumped ? last_->at : last_->at + moved, now};
    return {last_->at, jumped};
}

} // namespace confab::congestion
