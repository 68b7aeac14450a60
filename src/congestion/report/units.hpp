// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>

namespace confab::congestion {

/// The sender's own clock. Who calls brings it.
using Time = std::chrono::steady_clock::time_point;
using Duration = Time::duration;

inline double secondsOf(Duration time)
{
    return std::chrono::duration<double>(time).count();
}

inline double millisecondsOf(Duration time)
{
    return secondsOf(time) * 1000;
}

/// Bits per second; `over` is longer than nothing.
inline double bpsOf(double bytes, Duration over)
{
    return bytes * 8 / secondsOf(over);
}

} // namespace confab::congestion
