// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/loop.hpp"
#include "base/gst/held_pad.hpp"
#include "base/gst/pad_probe.hpp"
#include "layout/geometry/geometry.hpp"
#include "media/flow/fanout.hpp"
#include "media/flow/pipeline.hpp"
#include "media/flow/pipeline_texts.hpp"
#include "media/flow/time_base.hpp"
#include "media/peer/audio_level.hpp"
#include "media/peer/uplink_tap.hpp"
#include "media/receive/playout.hpp"

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace confab::media {

/// What the streaming threads of an uplink tell about it, and are told: atomics, and what is safe
/// by itself.
struct UplinkState {
    /// Something of this peer has arrived.
    void arrived();

    std::atomic<gint64> lastPacketUs = 0; ///< monotonic; 0 = never
    std::atomic<gint64> lastVideoPacketUs = 0;
    std::atomic<gint64> lastPictureUs = 0;
    std::atomic<gint64> lastRequestUs = 0; ///< of a keyframe
    std::atomic<gint64> tooLargeSinceUs = 0; ///< pictures are; 0 = they are not
    std::atomic<layout::Size> picture{}; ///< of the last keyframe; 0 before the first
    std::atomic<int> loudestDBov = -127; ///< since somebody last took it
    std::atomic<bool> audioOpen = false; ///< decode it?
    std::atomic<bool> videoOpen = false;
    std::atomic<bool> pictureAwaited = true; ///< tell when one has been decoded
    std::atomic<bool> keyframeAwaited = true; ///< drop what cannot be decoded
    std::atomic<bool> soundSkipped = false; ///< the decoder has not had all that came
    Playout playout;
    UplinkTap tap; ///< gets all that arrives, decoded or not
    std::shared_ptr<std::atomic<std::int64_t>> roomHeardUs; ///< of all peers; null: nobody asks
};

/// What one participant sends: RTP pads of its webrtcbin in, raw pictures and samples out.
/// Everything is gated before it is decoded: a closed gate costs the packets' arrival alone, or
/// their way through the depayloader while somebody taps them.
///
/// Thread: the control thread.
class Uplink {
public:
    struct Events {
        std::function<void()> pictureStarted;
        std::function<void(std::string)> refused; ///< nothing of it may be decoded
    };

    Uplink(const Loop& loop, const TimeBase& time, Pipeline& pipeline, const PipelineTexts& texts,
           int maxPixels, Events events);
    ~Uplink();
    Uplink(const Uplink&) = delete;
    Uplink& operator=(const Uplink&) = delete;

    /// Links a pad of webrtcbin to the chain of its kind; Errc::Media if it is no codec of ours.
    Status attach(const HeldPad& pad);

    void openVideo(bool open);
    void openAudio(bool open);
    /// Asks again for a keyframe that did not come, or whose request was lost: a second of packets
    /// has made no picture. Call it once a second or so.
    void nudge();

    /// Encoded pictures and sound go there too, from now on.
    void tap(std::shared_ptr<SentPackets> taker) { state_->tap.add(std::move(taker)); }
    void untap(const std::shared_ptr<SentPackets>& taker) { state_->tap.remove(taker); }
    /// Asks the sender, if it has sent pictures already.
    void requestKeyframe();

    /// Null until something of the kind has arrived.
    Fanout* pictures() const { return video_.out.get(); }
    Fanout* voice() const { return audio_.out.get(); }
    UplinkState& state() const { return *state_; }
    /// For any thread, at any time: something else of this peer has arrived.
    std::function<void()> arrival() const
    {
        return [state = state_] { state->arrived(); };
    }
    /// Where each arrival is written as well; before the first.
    void report(std::shared_ptr<std::atomic<std::int64_t>> heardUs)
    {
        state_->roomHeardUs = std::move(heardUs);
    }

private:
    struct Chain {
        GRef<GstElement> bin;
        PadProbe gate;
        PadProbe requests;
        PadProbe frameGate;
        std::unique_ptr<Fanout> out;
    };

    Status attachVideo(const HeldPad& pad, const Codec& codec);
    Status attachAudio(const HeldPad& pad, const Codec& codec);
    Status build(Chain& chain, const char* text);
    void link(Chain& chain, const HeldPad& pad);

    const Loop loop_;
    const TimeBase time_;
    Pipeline& pipeline_;
    const PipelineTexts& texts_;
    const int maxPixels_;
    Events events_;
    std::shared_ptr<UplinkState> state_ = std::make_shared<UplinkState>();
    Chain video_;
    Chain audio_;
    Lifetime lifetime_;
};

} // namespace confab::media
