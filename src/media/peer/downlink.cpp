// SPDX-License-Identifier: Apache-2.0
#include "media/peer/downlink.hpp"

#include "media/codec/codecs.hpp"
#include "media/peer/formats.hpp"

#include <gst/video/video.h>

#include <algorithm>
#include <atomic>
#include <memory>
#include <mutex>

namespace confab::media {

namespace {

constexpr guint64 kMostWaiting = 15; // pictures: half a second
constexpr int kAllLayers = 8;

// Firefox (153) uses a repeated packet only if the offer names the stream that it belongs to, and
// webrtcbin (1.22) names it only if the payloader's SSRC is known beforehand.
guint32 newSsrc()
{
    guint32 ssrc = 0;
    while (ssrc == 0)
        ssrc = g_random_int();
    return ssrc;
}

} // namespace

/// What the streaming threads of the pictures share.
struct Downlink::Flow {
    explicit Flow(const Codec& c) : codec(c) { }

    const Codec& codec;
    std::atomic<int> layers = kAllLayers;
    std::atomic<unsigned> current = 0; // number of the inlet whose pictures go on
    std::atomic<bool> skipping = false; // until a keyframe
    std::atomic<bool> keyframeAsked = false; // and not yet acted on
    std::atomic<GstClockTime> from = 0; // earlier pictures are given up
    const std::shared_ptr<std::mutex> together = std::make_shared<std::mutex>(); // of the inlets
    // Guarded by it:
    int sent = kAllLayers; // layers until now
    GstClockTime last = 0; // PTS

    Packet begin(unsigned number, const Packet& keyframe);
    bool wants(const Packet& picture);
    Packet inOrder(const Packet& picture);
};

// What still waits of another encoder is given up.
Packet Downlink::Flow::begin(unsigned number, const Packet& keyframe)
{
    const bool isAnother = current.exchange(number) != number;
    sent = kAllLayers;
    const Packet next = inOrder(keyframe);
    if (skipping.exchange(false) || isAnother)
        from = GST_BUFFER_PTS(next.buffer.get());
    return next;
}

// A smaller encode comes a little after the large one: its first pictures are of a time that has
// been sent. Browsers drop what is older than the last one.
Packet Downlink::Flow::inOrder(const Packet& picture)
{
    const GstClockTime pts = GST_BUFFER_PTS(picture.buffer.get());
    const GstClockTime next = std::max(pts, last + GST_MSECOND);
    last = next;
    return next == pts ? picture : picture.at(next);
}

// A layer begins where it needs nothing that was left out.
bool Downlink::Flow::wants(const Packet& picture)
{
    if (!codec.layerOf)
        return true;
    const auto [number, sync] = codec.layerOf(picture.buffer.get());
    const int wanted = layers;
    sent = std::min(sent, wanted);
    if (number >= wanted || (number >= sent && !sync))
        return false;
    sent = std::max(sent, number + 1);
    return true;
}

Result<std::unique_ptr<Downlink>> Downlink::create(const Loop& loop, Pipeline& pipeline,
                                                   const PipelineTexts& texts, const Codec& picture,
                                                   std::function<void()> keyframeWanted)
{
    const auto chain = [&](const Codec& codec) {
        return texts.build(
            codec.downlinkText,
            {{"pt", std::to_string(codec.payloadType)}, {"ssrc", std::to_string(newSsrc())}});
    };
    auto audio = chain(soundCodec());
    if (!audio)
        return audio.error();
    auto video = chain(picture);
    if (!video)
        return video.error();
    gst_bin_add_many(pipeline.bin(), audio->get(), video->get(), nullptr);
    return std::unique_ptr<Downlink>(
        new Downlink(loop, picture, *audio, *video, std::move(keyframeWanted)));
}

Downlink::Downlink(const Loop& loop, const Codec& picture, GRef<GstElement> audio,
                   GRef<GstElement> video, std::function<void()> keyframeWanted)
    : loop_(loop), picture_(picture), audio_(std::move(audio)), video_(std::move(video)),
      keyframeWanted_(std::move(keyframeWanted)), flow_(std::make_shared<Flow>(picture)),
      audioIn_(childOf(audio_.get(), "in"), Inlet::Start::Anywhere), videoIn_(makeVideoIn())
{
    addTwcc(childOf(audio_.get(), "pay").get(), kTwccExtension);
    addTwcc(childOf(video_.get(), "pay").get(), kTwccExtension);
    const auto out = padOf(childOf(video_.get(), "in").get(), "src");
    // However often a receiver asks, the control thread hears of it once before it has acted.
    auto wanted = loop.bind(lifetime_, [this] {
        flow_->keyframeAsked = false;
        keyframeWanted_();
    });
    onFeedback_ = PadProbe(out, GST_PAD_PROBE_TYPE_EVENT_UPSTREAM,
                           [wanted, flow = flow_](GstPadProbeInfo* info) {
                               if (gst_video_event_is_force_key_unit(GST_PAD_PROBE_INFO_EVENT(info))
                                   && !flow->keyframeAsked.exchange(true))
                                   wanted();
                               return GST_PAD_PROBE_OK;
                           });
    onPicture_ = PadProbe(out, GST_PAD_PROBE_TYPE_BUFFER, [flow = flow_](GstPadProbeInfo* info) {
        return GST_BUFFER_PTS(GST_PAD_PROBE_INFO_BUFFER(info)) < flow->from ? GST_PAD_PROBE_DROP
                                                                            : GST_PAD_PROBE_OK;
    });
}

Inlet Downlink::makeVideoIn()
{
    return {childOf(video_.get(), "in"), Inlet::Start::AtKeyframe, pictures(newest_),
            flow_->together};
}

// On the threads of encoders, one at a time.
Inlet::Turn Downlink::pictures(unsigned number)
{
    auto wanted = loop_.bind(lifetime_, [this] { keyframeWanted_(); });
    return [flow = flow_, number, wanted,
            in = childOf(video_.get(), "in")](const Packet& packet) -> std::optional<Packet> {
        if (number < flow->current)
            return std::nullopt; // the next one has taken over
        if (packet.keyframe)
            return flow->begin(number, packet);
        if (number != flow->current || flow->skipping)
            return std::nullopt;
        if (gst_app_src_get_current_level_buffers(GST_APP_SRC(in.get())) > kMostWaiting) {
            flow->skipping = true;
            wanted();
            return std::nullopt;
        }
        return flow->wants(packet) ? std::optional(flow->inOrder(packet)) : std::nullopt;
    };
}

void Downlink::switchPicture()
{
    ++newest_;
    videoIn_ = makeVideoIn();
}

bool Downlink::hasSwitched() const
{
    return flow_->current == newest_;
}

void Downlink::giveUpPictures()
{
    {
        std::lock_guard lock(*flow_->together); // not while a keyframe begins
        flow_->skipping = true;
        flow_->from = GST_CLOCK_TIME_NONE; // later than all
    }
    if (givenUp_)
        givenUp_();
}

void Downlink::setLayers(int layers)
{
    flow_->layers = layers;
}

} // namespace confab::media
