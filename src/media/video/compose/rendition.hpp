// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/loop.hpp"
#include "media/codec/codec.hpp"
#include "media/flow/fanout.hpp"
#include "media/flow/gate.hpp"
#include "media/flow/pipeline_texts.hpp"

#include <memory>

namespace confab::media {

/// One encode of a view, shared by all who receive it. It works only while somebody does.
///
/// Thread: the control thread.
class Rendition {
public:
    struct Settings {
        layout::Size size; ///< pixels
        int fps = 30;
        int kbps = 0;
        const Codec& codec;
        int keyframeSeconds =
            5; ///< the longest way to one; a recording can be sought at that grain

        /// What placeholders stand for in texts with an encoder.
        PipelineTexts::Values values() const;
    };

    /// With an encoder of its own, which the view puts behind its picture: see bin().
    static Result<std::unique_ptr<Rendition>> create(const Loop& loop, const PipelineTexts& texts,
                                                     const Settings& settings);
    /// With the encoder that a view's own text ends in; null if it does not end in one. So were the
    /// texts up to 0.3: those of operators go on working.
    static std::unique_ptr<Rendition> in(const Loop& loop, const GRef<GstElement>& view);

    Rendition(const Rendition&) = delete;
    Rendition& operator=(const Rendition&) = delete;

    /// Takes pictures of the size at its pad `sink`; null if the view has the encoder.
    const GRef<GstElement>& bin() const { return bin_; }

    /// Encoded frames go there from the next keyframe on, which is asked for.
    void addReceiver(const Inlet& inlet);
    /// Nothing happens if it received none.
    void removeReceiver(const Inlet& inlet);
    bool isReceived() const { return !frames_.empty(); }
    /// At most one a second is asked of the encoder, whoever asks.
    void requestKeyframe();
    /// From the next picture on. An encoder that is not one of the built-in texts keeps its own.
    void setKbps(int kbps);
    /// Its keyframes cost little: they may follow one another three times a second.
    void allowKeyframes() { isCheap_ = true; }
    /// Rather fewer pictures than more bits.
    void economise();

private:
    Rendition(const Loop& loop, GRef<GstElement> bin, GRef<GstElement> out, const Codec& codec);
    void forceKeyframe();

    const Loop loop_;
    const GRef<GstElement> bin_, out_;
    const Codec& codec_;
    GRef<GstElement> encoder_; // null: nobody knows its name
    int kbps_ = 0; // that it was last told
    std::unique_ptr<Gate> gate_; // nobody receives: nothing is encoded
    Fanout frames_;
    gint64 lastKeyframeUs_ = 0;
    bool isCheap_ = false;
    Timer nextKeyframe_;
};

} // namespace confab::media
