// SPDX-License-Identifier: Apache-2.0
#include "media/peer/downlink.hpp"

#include "media/codec/codecs.hpp"
#include "media/peer/formats.hpp"

#include <gst/video/video.h>

namespace confab::media {

Result<std::unique_ptr<Downlink>> Downlink::create(const Loop& loop, Pipeline& pipeline,
                                                   const PipelineTexts& texts,
                                                   std::function<void()> keyframeWanted)
{
    const auto chain = [&](const Codec& codec) {
        return texts.build(codec.downlinkText, {{"pt", std::to_string(codec.payloadType)}});
    };
    auto audio = chain(soundCodec());
    if (!audio)
        return audio.error();
    auto video = chain(pictureCodec());
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
    addTwcc(childOf(audio_.get(), "pay").get(), kTwccExtension);
    addTwcc(childOf(video_.get(), "pay").get(), kTwccExtension);
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
