// SPDX-License-Identifier: Apache-2.0
#include "media/record/file_time.hpp"

#include <algorithm>

namespace confab::media {

namespace {

constexpr FileTime::Time kApart = std::chrono::milliseconds(1); // WebM knows no finer time

} // namespace

std::optional<FileTime::Time> FileTime::ofPicture(Time at, bool keyframe)
{
    std::lock_guard lock(mutex_);
    if (state_ == State::AwaitingKeyframe && keyframe)
        open(at);
    if (!letsIn(at, keyframe_))
        return std::nullopt;
    const Time place = std::max(std::max(at, openedAt_) - shift_, nextPicture_);
    nextPicture_ = place + kApart;
    pictureEnd_ = std::max(pictureEnd_, place + frame_);
    return place;
}

void FileTime::open(Time keyframe)
{
    state_ = State::Open;
    keyframe_ = keyframe;
    openedAt_ = std::max(keyframe, from_);
    shift_ = openedAt_ - std::max(pictureEnd_, soundEnd_);
    begun_ = true;
}

std::optional<FileTime::Time> FileTime::ofSound(Time at, Time duration)
{
    std::lock_guard lock(mutex_);
    if (!letsIn(at, openedAt_))
        return std::nullopt;
    const Time place = at - shift_;
    soundEnd_ = std::max(soundEnd_, place + duration);
    return place;
}

std::optional<FileTime::Time> FileTime::ofTrack(Time at) const
{
    std::lock_guard lock(mutex_);
    return letsIn(at, openedAt_) ? std::optional(at - shift_) : std::nullopt;
}

bool FileTime::awaitsKeyframe() const
{
    std::lock_guard lock(mutex_);
    return state_ == State::AwaitingKeyframe;
}

// Until it is opened anew, what was under way when it was paused is let in.
bool FileTime::letsIn(Time at, Time first) const
{
    return begun_ && at >= first && (state_ == State::Open || at < pausedAt_);
}

void FileTime::pause(Time at)
{
    std::lock_guard lock(mutex_);
    if (state_ == State::Open)
        pausedAt_ = at;
    state_ = State::Paused;
}

void FileTime::resume(Time at)
{
    std::lock_guard lock(mutex_);
    if (state_ != State::Paused)
        return;
    state_ = State::AwaitingKeyframe;
    from_ = at;
}

FileTime::Time FileTime::position(Time now) const
{
    std::lock_guard lock(mutex_);
    if (!begun_)
        return Time(0);
    return std::max((state_ == State::Open ? now : pausedAt_) - shift_, Time(0));
}

bool FileTime::hasBegun() const
{
    std::lock_guard lock(mutex_);
    return begun_;
}

} // namespace confab::media
