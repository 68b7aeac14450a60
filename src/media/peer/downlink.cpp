// SPDX-License-Identifier: Apache-2.0
#include "media/peer/downlink.hpp"

#include "media/peer/formats.hpp"

#include <gst/rtp/gstrtphdrext.h>
#include <gst/video/video.h>

namespace confab::media {

namespace {

// By hand, because left to itself the payloader takes every extension of the offer, and the audio
// level's caps ("vad=on") are not those that webrtcbin wants back (1.22: not-negotiated).
void addTwcc(GstElement* payloader)
{
    const auto twcc =
        GRef<GstRTPHeaderExtension>::adopt(gst_rtp_header_extension_create_from_uri(kTwccUri));
    if (!twcc)
        return; // works without; nobody estimates our bandwidth then
    gst_rtp_header_extension_set_id(twcc.get(), kTwccExtension);
    g_signal_emit_by_name(payloader, "add-extension", twcc.get());
}

} // namespace

Result<std::unique_ptr<Downlink>> Downlink::create(const Loop& loop, Pipeline& pipeline,
                                                   const PipelineTexts& texts,
                                                   std::function<void()> keyframeWanted)
{
    auto audio = texts.build("downlink-audio", {{"pt", std::to_string(kOpusPayloadType)}});
    if (!audio)
        return audio.error();
    auto video = texts.build("downlink-video", {{"pt", std::to_string(kVp8PayloadType)}});
    if (!video)
        return video.error();
    gst_bin_add_many(pipeline.bin(), audio->get(), video->get(), nullptr);
    return std::unique_ptr<Downlink>(new Downlink(loop, *audio, *video, std::move(keyframeWanted)));
}

Downlink::Downlink(const Loop& loop, GRef<GstElement> audio, GRef<GstElement> video,
                   std::function<void()> keyframeWanted)
    : audio_(std::move(audio)), video_(std::move(video)),
      audioIn_(childOf(audio_.get(), "in"), Inlet::Start::Anywhere),
      videoIn_(childOf(video_.get(), "in"), Inlet::Start::AtKeyframe),
      keyframeWanted_(std::move(keyframeWanted))
{
    addTwcc(childOf(audio_.get(), "pay").get());
    addTwcc(childOf(video_.get(), "pay").get());
    auto wanted = loop.bind(lifetime_, [this] { keyframeWanted_(); });
    onFeedback_ =
        PadProbe(padOf(childOf(video_.get(), "in").get(), "src"), GST_PAD_PROBE_TYPE_EVENT_UPSTREAM,
                 [wanted](GstPadProbeInfo* info) {
                     if (gst_video_event_is_force_key_unit(GST_PAD_PROBE_INFO_EVENT(info)))
                         wanted();
                     return GST_PAD_PROBE_OK;
                 });
}

} // namespace confab::media
