// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/unique_fd.hpp"
#include "media/flow/inlet.hpp"
#include "media/flow/pipeline.hpp"
#include "media/flow/pipeline_texts.hpp"
#include "media/record/file_time.hpp"

#include <functional>
#include <memory>
#include <string>

namespace confab::media {

/// Writes encoded pictures and sound into one file, from a keyframe on. A pipeline of its own: what
/// goes wrong here ends this file and nothing else.
///
/// Thread: the control thread.
class Recorder {
public:
    struct Settings {
        UniqueFd file; ///< write only
        int fps = 30; ///< of the pictures
    };
    struct Events {
        /// The first keyframe is in.
        std::function<void()> started;
        /// Once. "" if the file is whole, otherwise why it ended early; what is in it plays.
        std::function<void(std::string error)> ended;
    };

    static Result<std::unique_ptr<Recorder>> create(const Loop& loop, const TimeBase& time,
                                                    const PipelineTexts& texts, Settings settings,
                                                    Events events);

    const Inlet& video() const { return video_; }
    const Inlet& audio() const { return audio_; }
    int fd() const { return file_.get(); }
    /// Tells where in the file a frame lies; any thread.
    std::shared_ptr<const FileTime> time() const { return fileTime_; }

    /// False until the first keyframe is in: there is nothing to play in the file.
    bool hasStarted() const { return fileTime_->hasBegun(); }
    /// Seconds in the file, now.
    double position() const;

    /// Leaves out what comes until resume() and a keyframe after it: the file goes on without a
    /// gap.
    void pause() { fileTime_->pause(); }
    void resume() { fileTime_->resume(); }

    /// Finishes the file; `ended` follows. Nothing must be pushed any more.
    void stop();

private:
    Recorder(const Loop& loop, const TimeBase& time, Settings settings, const GRef<GstElement>& bin,
             Events events);
    void end(const std::string& error);

    const Loop loop_;
    const TimeBase time_;
    const UniqueFd file_;
    const std::shared_ptr<FileTime> fileTime_;
    Events events_;
    const Lifetime lifetime_; // the inlets hold what is bound to it
    Pipeline pipeline_;
    Inlet video_;
    Inlet audio_;
    Timer deadline_;
    bool ended_ = false;
};

} // namespace confab::media
