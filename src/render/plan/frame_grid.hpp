// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>

namespace confab::render {

/// When the frames of the new picture are: number n at n/fps, as the compositor counts. A value.
class FrameGrid {
public:
    using Time = std::chrono::nanoseconds;

    /// As many as fill `length`: the last one may end up to half a frame off.
    FrameGrid(int fps, Time length)
        : fps_(fps),
          frames_(std::max<std::int64_t>(1, (length.count() * fps + kSecond / 2) / kSecond))
    {
    }

    int fps() const { return fps_; }
    std::int64_t frames() const { return frames_; }
    Time timeOf(std::int64_t frame) const { return Time(frame * kSecond / fps_); }
    Time durationOf(std::int64_t frame) const { return timeOf(frame + 1) - timeOf(frame); }
    /// The first frame at `t` or later; 0 or more.
    std::int64_t atOrAfter(Time t) const { return (t.count() * fps_ + kSecond - 1) / kSecond; }

private:
    static constexpr std::int64_t kSecond = 1000000000;

    int fps_;
    std::int64_t frames_;
};

} // namespace confab::render
