// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <mutex>
#include <optional>

namespace confab::media {

/// Where frames lie in a recording's file: the first keyframe is at 0, and what passed while it was
/// paused is not in it. Begins, and goes on after a pause, with a keyframe.
///
/// Frames come later than what they show: on a busy machine pictures are some tenths of a second
/// behind the sound. So it is their running time that counts, not when they come.
///
/// Any thread: the control thread pauses, streaming threads ask.
class FileTime {
public:
    using Time = std::chrono::nanoseconds;

    /// `frame`: how long the picture before a pause is shown. `from`: the running time from which
    /// on there is sound.
    FileTime(Time frame, Time from) : frame_(frame), from_(from) { }

    /// The place in the file of an encoded picture whose running time is `at`; none: it is not to
    /// be in the file. Those that are from before `from` or the end of a pause (a keyframe, and
    /// what builds on it) are pressed together there: there is no sound for them.
    std::optional<Time> ofPicture(Time at, bool keyframe);
    /// The same for sound. None while there is no picture, and for what began before it.
    std::optional<Time> ofSound(Time at, Time duration);
    /// The place of what goes into another file beside it, on the same time line.
    std::optional<Time> ofTrack(Time at) const;
    /// Whether the next keyframe opens the file: sound may belong behind one that is on its way.
    bool awaitsKeyframe() const;

    /// Nothing that is from `at` or later is let in until resume() and a keyframe after it.
    void pause(Time at);
    void resume(Time at);

    /// The place of something that happens now; stands still while nothing is let in.
    Time position(Time now) const;
    bool hasBegun() const;

private:
    enum class State { AwaitingKeyframe, Open, Paused };

    void open(Time keyframe);
    bool letsIn(Time at, Time first) const;

    const Time frame_;
    mutable std::mutex mutex_;
    State state_ = State::AwaitingKeyframe;
    Time from_; // running time: of the beginning, or of the end of the last pause
    Time shift_{0}; // running time minus file time
    Time keyframe_{0}, openedAt_{0}; // running times: of the keyframe, of its place in the file
    Time pausedAt_{0}; // running time
    Time nextPicture_{0}; // in the file, at the earliest
    Time pictureEnd_{0}, soundEnd_{0}; // in the file
    bool begun_ = false;
};

} // namespace confab::media
