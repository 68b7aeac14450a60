// SPDX-License-Identifier: Apache-2.0
#include "media/video/compose/cadence.hpp"

#include <algorithm>

namespace confab::media {

namespace {

constexpr Cadence::Time kMostAhead = 1'000'000'000; // else its clock has gone back

/// The begin of the frame with that time in it.
Cadence::Time frameAt(Cadence::Time time, Cadence::Time anyFrame, Cadence::Time length)
{
    const Cadence::Time into = (time - anyFrame) % length;
    return time - (into < 0 ? into + length : into);
}

} // namespace

Cadence::Time Cadence::of(Time due, Time anyFrame)
{
    const Time own = frameAt(due, anyFrame, frame_);
    const Time next = frameAt(last_ + frame_ + frame_ / 2, anyFrame, frame_);
    const Time lag = due - next;
    const bool isInStep = last_ >= 0 && lag >= -frame_ * 6 / 10 && lag < frame_ * 11 / 10;
    const bool isAstray = last_ - own > kMostAhead;
    last_ = isInStep ? next : isAstray ? own : std::max(own, last_);
    return last_ + frame_ / 2;
}

} // namespace confab::media
