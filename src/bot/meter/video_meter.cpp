// SPDX-License-Identifier: Apache-2.0
#include "bot/meter/video_meter.hpp"

#include <algorithm>
#include <utility>

namespace confab::bot {

using namespace std::chrono_literals;

namespace {

double secondsBetween(const VideoCounts& c)
{
    return c.first && c.last ? std::chrono::duration<double>(*c.last - *c.first).count() : 0;
}

} // namespace

double VideoCounts::fps() const
{
    const double seconds = secondsBetween(*this);
    return seconds > 0 ? double(frames - 1) / seconds : 0;
}

double VideoCounts::kbps() const
{
    const double seconds = secondsBetween(*this);
    return seconds > 0 ? double(bytes) * 8 / 1000 / seconds : 0;
}

void VideoMeter::add(const media::Codec& codec, std::span<const unsigned char> frame,
                     std::chrono::microseconds now)
{
    std::lock_guard lock(mutex_);
    hasFrame_ = true;
    if (isFinished_)
        return;
    ++counts_.frames;
    counts_.bytes += std::int64_t(frame.size());
    if (const auto read = codec.readFrame(frame); read && read->keyframe) {
        ++counts_.keyframes;
        if (read->size.width > 0)
            counts_.size = read->size;
    }
    if (!counts_.first)
        counts_.first = now;
    const auto gap = now - counts_.last.value_or(now);
    if (std::exchange(interrupted_, false))
        counts_.longestOutageMs = std::max(counts_.longestOutageMs, int(gap / 1ms));
    else if (counts_.last && (isSettled_ || now - *counts_.first > 1s))
        counts_.gaps.add(gap);
    counts_.last = now;
}

void VideoMeter::interrupted()
{
    std::lock_guard lock(mutex_);
    interrupted_ = true;
}

void VideoMeter::restart()
{
    std::lock_guard lock(mutex_);
    const layout::Size size = counts_.size; // the next keyframe may be far
    counts_ = {};
    counts_.size = size;
    isSettled_ = true;
}

void VideoMeter::finish()
{
    std::lock_guard lock(mutex_);
    isFinished_ = true;
}

bool VideoMeter::hasFrame() const
{
    std::lock_guard lock(mutex_);
    return hasFrame_;
}

VideoCounts VideoMeter::counts() const
{
    std::lock_guard lock(mutex_);
    return counts_;
}

} // namespace confab::bot
