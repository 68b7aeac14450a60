// SPDX-License-Identifier: Apache-2.0
#include "media/record/file_time.hpp"

#include <algorithm>

namespace confab::media {

std::optional<FileTime::Time> FileTime::ofPicture(Time at, bool keyframe)
{
    std::lock_guard lock(mutex_);
    if (state_ == State::AwaitingKeyframe && keyframe) {
        state_ = State::Open;
        openedAt_ = at;
        shift_ = at - std::max(pictureEnd_, soundEnd_);
        begun_ = true;
    }
    if (state_ != State::Open || at < openedAt_)
        return std::nullopt;
    const Time place = at - shift_;
    pictureEnd_ = std::max(pictureEnd_, place + frame_);
    return place;
}

std::optional<FileTime::Time> FileTime::ofSound(Time at, Time duration)
{
    std::lock_guard lock(mutex_);
    if (state_ != State::Open || at < openedAt_)
        return std::nullopt;
    const Time place = at - shift_;
    soundEnd_ = std::max(soundEnd_, place + duration);
    return place;
}

std::optional<FileTime::Time> FileTime::ofTrack(Time at) const
{
    std::lock_guard lock(mutex_);
    if (state_ != State::Open || at < openedAt_)
        return std::nullopt;
    return at - shift_;
}

void FileTime::pause()
{
    std::lock_guard lock(mutex_);
    state_ = State::Paused;
}

void FileTime::resume()
{
    std::lock_guard lock(mutex_);
    if (state_ == State::Paused)
        state_ = State::AwaitingKeyframe;
}

FileTime::Time FileTime::position(Time now) const
{
    std::lock_guard lock(mutex_);
    return state_ == State::Open ? std::max(now - shift_, Time(0)) : pictureEnd_;
}

bool FileTime::hasBegun() const
{
    std::lock_guard lock(mutex_);
    return begun_;
}

} // namespace confab::media
