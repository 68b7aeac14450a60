// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/loop.hpp"
#include "base/gst/pad_probe.hpp"
#include "media/flow/inlet.hpp"
#include "media/flow/pipeline.hpp"
#include "media/flow/pipeline_texts.hpp"

#include <functional>
#include <memory>

namespace confab::media {

/// What one participant receives: two payloaders of its own, fed with frames that all share.
///
/// Thread: the control thread.
class Downlink {
public:
    /// Adds the two chains to the pipeline, unlinked. `keyframeWanted` follows a PLI or FIR.
    static Result<std::unique_ptr<Downlink>> create(const Loop& loop, Pipeline& pipeline,
                                                    const PipelineTexts& texts,
                                                    std::function<void()> keyframeWanted);

    GRef<GstPad> audioPad() const { return padOf(audio_.get(), "src"); }
    GRef<GstPad> videoPad() const { return padOf(video_.get(), "src"); }

    /// Push into these once the peer is connected: what comes earlier is lost.
    Inlet audio() const { return audioIn_; }
    Inlet video() const { return videoIn_; }

private:
    Downlink(const Loop& loop, GRef<GstElement> audio, GRef<GstElement> video,
             std::function<void()> keyframeWanted);

    GRef<GstElement> audio_;
    GRef<GstElement> video_;
    Inlet audioIn_;
    Inlet videoIn_;
    std::function<void()> keyframeWanted_;
    PadProbe onFeedback_;
    Lifetime lifetime_;
};

} // namespace confab::media
