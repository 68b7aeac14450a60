// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <mutex>
#include <optional>

namespace confab::media {

/// Where frames lie in a recording's file: the first keyframe is at 0, and what passed while it was
/// paused is not in it. Begins, and goes on after a pause, with a keyframe.
///
/// Any thread: the control thread pauses, streaming threads ask.
class FileTime {
public:
    using Time = std::chrono::nanoseconds;

    /// `frame`: how long the picture before a pause is shown.
    explicit FileTime(Time frame) : frame_(frame) { }

    /// The place in the file of an encoded picture whose running time is `at`; none: it is not to
    /// be in the file.
    std::optional<Time> ofPicture(Time at, bool keyframe);
    /// The same for sound. None while there is no picture, and for what began before it.
    std::optional<Time> ofSound(Time at, Time duration);
    /// The place of what goes into another file beside it, on the same time line.
    std::optional<Time> ofTrack(Time at) const;

    /// Nothing more is let in until resume() and a keyframe after it.
    void pause();
    void resume();

    /// The place of something that happens now; stands still while nothing is let in.
    Time position(Time now) const;
    bool hasBegun() const;

private:
    enum class State { AwaitingKeyframe, Open, Paused };

    const Time frame_;
    mutable std::mutex mutex_;
    State state_ = State::AwaitingKeyframe;
    Time shift_{0}; // running time minus file time
    Time openedAt_{0}; // running time of the keyframe
    Time pictureEnd_{0}, soundEnd_{0}; // in the file
    bool begun_ = false;
};

} // namespace confab::media
