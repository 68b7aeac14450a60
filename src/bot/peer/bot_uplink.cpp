// SPDX-License-Identifier: Apache-2.0
#include "bot/peer/bot_uplink.hpp"

#include "media/flow/pipeline_texts.hpp"
#include "media/peer/formats.hpp"

#include <fmt/format.h>
#include <gst/audio/audio.h>
#include <gst/rtp/rtp.h>
#include <gst/video/video.h>

namespace confab::bot {

namespace {

constexpr const char* kSource =
    "appsrc name=source is-live=true format=time do-timestamp=false max-bytes=4000000 "
    "leaky-type=downstream ! ";

std::string textFor(const OfferedMedia& offered)
{
    return fmt::format("{}{} ! {} name=pay auto-header-extension=false ! capsfilter caps={}",
                       kSource, offered.codec->caps, offered.codec->payloader,
                       offered.payloaderCaps);
}

/// Writes the level of a clip's packet (RFC 6464) into its RTP header.
void writeLevel(GstPadProbeInfo* info, guint8 id)
{
    GstBuffer* buffer = gst_buffer_make_writable(GST_PAD_PROBE_INFO_BUFFER(info));
    GST_PAD_PROBE_INFO_DATA(info) = buffer;
    GstRTPBuffer rtp = GST_RTP_BUFFER_INIT;
    const auto* meta = gst_buffer_get_audio_level_meta(buffer); // the payloader has copied it
    if (!meta || !gst_rtp_buffer_map(buffer, GST_MAP_READWRITE, &rtp))
        return;
    const guint8 value = guint8((meta->voice_activity ? 0x80 : 0) | (meta->level & 0x7f));
    gst_rtp_buffer_add_extension_onebyte_header(&rtp, id, &value, 1);
    gst_rtp_buffer_unmap(&rtp);
}

// Not with rtphdrextclientaudiolevel: it puts extmap-1=<"", uri, "vad=on"> into the caps where the
// offer has extmap-1=uri, and the two do not negotiate (1.22.0).
PadProbe levelProbe(GstElement* payloader, int id)
{
    return PadProbe(media::padOf(payloader, "src"), GST_PAD_PROBE_TYPE_BUFFER,
                    [id](GstPadProbeInfo* info) {
                        writeLevel(info, guint8(id));
                        return GST_PAD_PROBE_OK;
                    });
}

void preferCodec(GstElement* webrtc, const std::string& sink, const OfferedMedia& offered)
{
    auto pad = GRef<GstPad>::adopt(gst_element_get_static_pad(webrtc, sink.c_str()));
    GRef<GstWebRTCRTPTransceiver> transceiver;
    g_object_get(pad.get(), "transceiver", transceiver.out(), nullptr);
    g_object_set(transceiver.get(), "codec-preferences", offered.caps.get(), "do-nack",
                 gboolean(offered.nack), nullptr);
}

/// A PLI or FIR comes up the stream as an event.
PadProbe keyframeProbe(GstElement* source, std::shared_ptr<FeedSignals> signals)
{
    return PadProbe(media::padOf(source, "src"), GST_PAD_PROBE_TYPE_EVENT_UPSTREAM,
                    [signals](GstPadProbeInfo* info) {
                        if (gst_video_event_is_force_key_unit(GST_PAD_PROBE_INFO_EVENT(info)))
                            signals->keyframeWanted = true;
                        return GST_PAD_PROBE_OK;
                    });
}

} // namespace

Result<BotUplink> BotUplink::create(media::Pipeline& pipeline, GstElement* webrtc,
                                    const OfferedMedia& offered,
                                    std::shared_ptr<FeedSignals> signals)
{
    auto part = media::PipelineTexts::parse("bot-uplink", textFor(offered));
    if (!part)
        return part.error();
    pipeline.add(*part);
    const auto payloader = media::childOf(part->get(), "pay");
    if (offered.transportCcId)
        media::addTwcc(payloader.get(), offered.transportCcId);
    const std::string sink = "sink_" + std::to_string(offered.mline);
    if (!gst_element_link_pads(part->get(), "src", webrtc, sink.c_str()))
        return Error{Errc::Media, "the offer has no place for " + offered.payloaderCaps};
    preferCodec(webrtc, sink, offered);
    BotUplink uplink;
    uplink.source_ = media::childOf(part->get(), "source");
    if (!offered.audio)
        uplink.keyframeProbe_ = keyframeProbe(uplink.source_.get(), std::move(signals));
    else if (offered.levelId)
        uplink.levelProbe_ = levelProbe(payloader.get(), offered.levelId);
    return uplink;
}

} // namespace confab::bot
