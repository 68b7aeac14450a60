// SPDX-License-Identifier: Apache-2.0
#include "bot/peer/bot_uplink.hpp"

#include <gst/audio/audio.h>
#include <gst/rtp/rtp.h>
#include <gst/video/video.h>

namespace confab::bot {

namespace {

constexpr const char* kSource =
    "appsrc name=source is-live=true format=time do-timestamp=false max-bytes=4000000 "
    "leaky-type=downstream ! ";
constexpr const char* kPayAudio =
    "audio/x-opus,channels=1,rate=48000,channel-mapping-family=0 ! "
    "rtpopuspay name=pay auto-header-extension=false ! capsfilter caps=";
constexpr const char* kPayVideo =
    "video/x-vp8 ! rtpvp8pay name=pay picture-id-mode=2 mtu=1200 auto-header-extension=false ! "
    "capsfilter caps=";

GRef<GstElement> elementIn(GstElement* bin, const char* name)
{
    return GRef<GstElement>::adopt(gst_bin_get_by_name(GST_BIN(bin), name));
}

void addTransportCc(GstElement* payloader, int id)
{
    auto extension = GRef<GstRTPHeaderExtension>::adopt(
        gst_rtp_header_extension_create_from_uri(kTransportCcUri));
    if (!extension)
        return;
    gst_rtp_header_extension_set_id(extension.get(), guint(id));
    g_signal_emit_by_name(payloader, "add-extension", extension.get());
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
    return PadProbe(GRef<GstPad>::adopt(gst_element_get_static_pad(payloader, "src")),
                    GST_PAD_PROBE_TYPE_BUFFER, [id](GstPadProbeInfo* info) {
                        writeLevel(info, guint8(id));
                        return GST_PAD_PROBE_OK;
                    });
}

void preferCodec(GstElement* webrtc, const std::string& sink, const OfferedMedia& media)
{
    auto pad = GRef<GstPad>::adopt(gst_element_get_static_pad(webrtc, sink.c_str()));
    GRef<GstWebRTCRTPTransceiver> transceiver;
    g_object_get(pad.get(), "transceiver", transceiver.out(), nullptr);
    g_object_set(transceiver.get(), "codec-preferences", media.caps.get(), "do-nack",
                 gboolean(media.nack), nullptr);
}

/// A PLI or FIR comes up the stream as an event.
PadProbe keyframeProbe(GstElement* source, std::shared_ptr<FeedSignals> signals)
{
    return PadProbe(GRef<GstPad>::adopt(gst_element_get_static_pad(source, "src")),
                    GST_PAD_PROBE_TYPE_EVENT_UPSTREAM, [signals](GstPadProbeInfo* info) {
                        if (gst_video_event_is_force_key_unit(GST_PAD_PROBE_INFO_EVENT(info)))
                            signals->keyframeWanted = true;
                        return GST_PAD_PROBE_OK;
                    });
}

} // namespace

Result<BotUplink> BotUplink::create(BotPipeline& pipeline, GstElement* webrtc,
                                    const OfferedMedia& media, std::shared_ptr<FeedSignals> signals)
{
    auto part = pipeline.add(kSource + std::string(media.audio ? kPayAudio : kPayVideo)
                             + media.payloaderCaps);
    if (!part)
        return part.error();
    auto payloader = elementIn(part->get(), "pay");
    if (media.transportCcId)
        addTransportCc(payloader.get(), media.transportCcId);
    const std::string sink = "sink_" + std::to_string(media.mline);
    if (!gst_element_link_pads(part->get(), "src", webrtc, sink.c_str()))
        return Error{Errc::Media, "the offer has no place for " + media.payloaderCaps};
    preferCodec(webrtc, sink, media);
    BotUplink uplink;
    uplink.source_ = elementIn(part->get(), "source");
    if (!media.audio)
        uplink.keyframeProbe_ = keyframeProbe(uplink.source_.get(), std::move(signals));
    else if (media.levelId)
        uplink.levelProbe_ = levelProbe(payloader.get(), media.levelId);
    return uplink;
}

} // namespace confab::bot
