// SPDX-License-Identifier: Apache-2.0
#include "media/peer/formats.hpp"

#include <fmt/format.h>
#include <gst/rtp/gstrtphdrext.h>

#include <string>

namespace confab::media {

GRef<GstCaps> offerOf(const Codec& codec, int maxPixels)
{
    auto caps = GRef<GstCaps>::adopt(gst_caps_from_string(
        fmt::format("application/x-rtp,media=(string){},encoding-name=(string){},payload=(int){},"
                    "clock-rate=(int){}{},rtcp-fb-transport-cc=(boolean)true",
                    codec.isPicture() ? "video" : "audio", codec.rtpName, codec.payloadType,
                    codec.clockRate, codec.parameters)
            .c_str()));
    const auto set = [&](auto... fields) { gst_caps_set_simple(caps.get(), fields..., nullptr); };
    if (codec.isPicture()) {
        set("rtcp-fb-nack", G_TYPE_BOOLEAN, TRUE, "rtcp-fb-nack-pli", G_TYPE_BOOLEAN, TRUE,
            "rtcp-fb-ccm-fir", G_TYPE_BOOLEAN, TRUE);
        // RFC 7741, 6.1: macroblocks of 16x16, and frames a second; each needs the other.
        if (codec.tellsMostPixels)
            set("max-fs", G_TYPE_STRING, std::to_string(maxPixels / 256).c_str(), "max-fr",
                G_TYPE_STRING, "60");
    }
    set("extmap-1", G_TYPE_STRING, kTwccUri);
    if (!codec.isPicture())
        set("extmap-2", G_TYPE_STRING, kLevelUri);
    return caps;
}

// By hand, because left to itself the payloader takes every extension of the offer, and the audio
// level's caps ("vad=on") are not those that webrtcbin wants back (1.22: not-negotiated).
void addTwcc(GstElement* payloader, int id)
{
    const auto twcc =
        GRef<GstRTPHeaderExtension>::adopt(gst_rtp_header_extension_create_from_uri(kTwccUri));
    if (!twcc)
        return; // works without; nobody estimates our bandwidth then
    gst_rtp_header_extension_set_id(twcc.get(), guint(id));
    g_signal_emit_by_name(payloader, "add-extension", twcc.get());
}

} // namespace confab::media
