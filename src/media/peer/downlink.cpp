// SPDX-License-Identifier: Apache-2.0
#include "media/peer/downlink.hpp"

#include "media/codec/codecs.hpp"
#include "media/peer/formats.hpp"

#include <gst/video/video.h>

#include <algorithm>
#include <atomic>

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
    std::atomic<bool> switched = false; // the next keyframe is the first of another encoder
    std::atomic<bool> skipping = false; // until a keyframe
    std::atomic<GstClockTime> from = 0; // earlier pictures are given up
    int sent = kAllLayers; // layers until now; the encoder's thread alone

    bool wants(const Packet& picture);
};

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
    : picture_(picture), audio_(std::move(audio)), video_(std::move(video)),
      keyframeWanted_(std::move(keyframeWanted)), flow_(std::make_shared<Flow>(picture)),
      audioIn_(childOf(audio_.get(), "in"), Inlet::Start::Anywhere),
      videoIn_(childOf(video_.get(), "in"), Inlet::Start::AtKeyframe, pictures(loop))
{
    addTwcc(childOf(audio_.get(), "pay").get(), kTwccExtension);
    addTwcc(childOf(video_.get(), "pay").get(), kTwccExtension);
    const auto out = padOf(childOf(video_.get(), "in").get(), "src");
    auto wanted = loop.bind(lifetime_, [this] { keyframeWanted_(); });
    onFeedback_ = PadProbe(out, GST_PAD_PROBE_TYPE_EVENT_UPSTREAM, [wanted](GstPadProbeInfo* info) {
        if (gst_video_event_is_force_key_unit(GST_PAD_PROBE_INFO_EVENT(info)))
            wanted();
        return GST_PAD_PROBE_OK;
    });
    onPicture_ = PadProbe(out, GST_PAD_PROBE_TYPE_BUFFER, [flow = flow_](GstPadProbeInfo* info) {
        return GST_BUFFER_PTS(GST_PAD_PROBE_INFO_BUFFER(info)) < flow->from ? GST_PAD_PROBE_DROP
                                                                            : GST_PAD_PROBE_OK;
    });
}

// On the encoder's thread.
Inlet::Turn Downlink::pictures(const Loop& loop)
{
    auto wanted = loop.bind(lifetime_, [this] { keyframeWanted_(); });
    return [flow = flow_, wanted,
            in = childOf(video_.get(), "in")](const Packet& packet) -> std::optional<Packet> {
        if (packet.keyframe) {
            const bool switched = flow->switched.exchange(false);
            flow->sent = kAllLayers;
            if (flow->skipping.exchange(false) || switched)
                flow->from = GST_BUFFER_PTS(packet.buffer.get());
            return packet;
        }
        if (flow->skipping)
            return std::nullopt;
        if (gst_app_src_get_current_level_buffers(GST_APP_SRC(in.get())) > kMostWaiting) {
            flow->skipping = true;
            wanted();
            return std::nullopt;
        }
        return flow->wants(packet) ? std::optional(packet) : std::nullopt;
    };
}

void Downlink::switchPicture()
{
    flow_->switched = true;
    videoIn_.restart();
}

void Downlink::giveUpPictures()
{
    flow_->skipping = true;
    flow_->from = GST_CLOCK_TIME_NONE; // later than all
    if (givenUp_)
        givenUp_();
}

void Downlink::setLayers(int layers)
{
    flow_->layers = layers;
}

} // namespace confab::media
