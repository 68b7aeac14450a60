// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/pad_probe.hpp"
#include "media/inlet.hpp"
#include "media/pipeline.hpp"
#include "media/pipeline_texts.hpp"
#include "media/record/recording_file.hpp"

#include <functional>
#include <memory>
#include <string>

namespace confab {

/// Writes the view's and the mix's encoded frames into a file, from a keyframe on. A pipeline of
/// its own: what goes wrong here ends this file and nothing else.
///
/// Thread: the control thread.
class Recorder {
public:
    struct Events {
        /// The first keyframe is in: sound may come now, push it into audio().
        std::function<void()> started;
        /// Once. "" if the file is whole, otherwise why it ended early; what is in it plays.
        std::function<void(std::string error)> ended;
    };

    static Result<std::unique_ptr<Recorder>> create(const Loop& loop, const TimeBase& time,
                                                    const PipelineTexts& texts, RecordingFile file,
                                                    Events events);

    const std::string& file() const { return file_.name; }
    const Inlet& video() const { return video_; }
    const Inlet& audio() const { return audio_; }

    /// False until the first keyframe is in: there is nothing to play in the file.
    bool hasStarted() const { return started_; }

    /// Finishes the file; `ended` follows. Nothing must be pushed any more.
    void stop();

private:
    Recorder(const Loop& loop, const TimeBase& time, RecordingFile file,
             const GRef<GstElement>& bin, Events events);
    void end(const std::string& error);

    const Loop loop_;
    RecordingFile file_;
    Events events_;
    Pipeline pipeline_;
    Inlet video_;
    Inlet audio_;
    PadProbe onVideo_;
    Timer deadline_;
    bool started_ = false;
    bool ended_ = false;
    Lifetime lifetime_;
};

} // namespace confab
