// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "bot/meter/gap_stats.hpp"
#include "layout/geometry/geometry.hpp"
#include "media/codec/codec.hpp"

#include <mutex>
#include <optional>
#include <span>

namespace confab::bot {

/// What came of the mixed video, from a copy taken under the lock.
struct VideoCounts {
    std::int64_t frames = 0;
    std::int64_t keyframes = 0;
    std::int64_t bytes = 0;
    layout::Size size; ///< of the last keyframe
    std::optional<std::chrono::microseconds> first, last; ///< g_get_monotonic_time()
    GapStats gaps; ///< from one second after the first frame on, or from restart()
    int longestOutageMs = 0; ///< over the rejoins

    double fps() const;
    double kbps() const;
};

/// Counts whole encoded frames. Any thread; it lives as long as the bot, over all its peers.
class VideoMeter {
public:
    /// One whole frame of that codec came at `now`.
    void add(const media::Codec& codec, std::span<const unsigned char> frame,
             std::chrono::microseconds now);
    /// The stream was cut: the time to the next frame is an outage, not a gap.
    void interrupted();
    /// Forgets what was, and counts from the next frame on.
    void restart();
    /// What comes after this does not count.
    void finish();
    bool hasFrame() const; ///< since it was made
    VideoCounts counts() const;

private:
    mutable std::mutex mutex_; // over all below
    VideoCounts counts_;
    bool hasFrame_ = false;
    bool isSettled_ = false; // every gap counts
    bool isFinished_ = false;
    bool interrupted_ = false;
};

} // namespace confab::bot
