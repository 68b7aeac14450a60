// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/loop.hpp"
#include "base/gst/pad_probe.hpp"
#include "media/codec/codec.hpp"
#include "media/flow/inlet.hpp"
#include "media/flow/pipeline.hpp"
#include "media/flow/pipeline_texts.hpp"

#include <functional>
#include <memory>

namespace confab::media {

/// What one participant receives: two payloaders of its own, fed with frames that all share.
/// Pictures that wait too long in front of a path that has become narrow are given up for a newer
/// keyframe.
///
/// Thread: the control thread.
class Downlink {
public:
    /// Adds the two chains to the pipeline, unlinked. `keyframeWanted` follows a PLI or FIR.
    static Result<std::unique_ptr<Downlink>> create(const Loop& loop, Pipeline& pipeline,
                                                    const PipelineTexts& texts,
                                                    const Codec& picture,
                                                    std::function<void()> keyframeWanted);

    GRef<GstPad> audioPad() const { return padOf(audio_.get(), "src"); }
    GRef<GstPad> videoPad() const { return padOf(video_.get(), "src"); }
    /// Where each picture passes in lists of packets, or as a packet: behind it all pass alone.
    GRef<GstPad> picturePackets() const { return padOf(childOf(video_.get(), "pay").get(), "src"); }

    /// Push into these once the peer is connected: what comes earlier is lost.
    Inlet audio() const { return audioIn_; }
    Inlet video() const { return videoIn_; }
    /// That the pictures must be of.
    const Codec& picture() const { return picture_; }

    /// Pictures will come from another encoder: video() is a new inlet. Those of the old one go on
    /// until the first keyframe of the new one, if it stays where it is until then.
    void switchPicture();
    /// Whether the newest inlet has taken over.
    bool hasSwitched() const;
    /// What waits is given up now, and nothing is sent until a keyframe. `givenUp` hears of it.
    void giveUpPictures();
    void onGivenUp(std::function<void()> givenUp) { givenUp_ = std::move(givenUp); }
    /// So many layers in time of the pictures are sent, the lowest first.
    void setLayers(int layers);

private:
    struct Flow;

    Downlink(const Loop& loop, const Codec& picture, GRef<GstElement> audio, GRef<GstElement> video,
             std::function<void()> keyframeWanted);
    Inlet makeVideoIn();
    Inlet::Turn pictures(unsigned number);

    const Loop loop_;
    const Codec& picture_;
    GRef<GstElement> audio_;
    GRef<GstElement> video_;
    std::function<void()> keyframeWanted_, givenUp_;
    std::shared_ptr<Flow> flow_;
    unsigned newest_ = 0; // number of the inlet of now
    const Lifetime lifetime_; // the inlet holds what is bound to it
    Inlet audioIn_;
    Inlet videoIn_;
    PadProbe onFeedback_, onPicture_;
};

} // namespace confab::media
