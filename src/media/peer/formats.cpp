// SPDX-License-Identifier: Apache-2.0
#include "media/peer/formats.hpp"

namespace confab::media {

namespace {

constexpr const char* kLevel = "urn:ietf:params:rtp-hdrext:ssrc-audio-level";

} // namespace

GRef<GstCaps> opusOffer()
{
    return GRef<GstCaps>::adopt(gst_caps_new_simple(
        "application/x-rtp", "media", G_TYPE_STRING, "audio", "encoding-name", G_TYPE_STRING,
        "OPUS", "payload", G_TYPE_INT, kOpusPayloadType, "clock-rate", G_TYPE_INT, 48000,
        "encoding-params", G_TYPE_STRING, "2", "minptime", G_TYPE_STRING, "10", "useinbandfec",
        G_TYPE_STRING, "1", "rtcp-fb-transport-cc", G_TYPE_BOOLEAN, TRUE, "extmap-1", G_TYPE_STRING,
        kTwccUri, "extmap-2", G_TYPE_STRING, kLevel, nullptr));
}

GRef<GstCaps> vp8Offer()
{
    return GRef<GstCaps>::adopt(gst_caps_new_simple(
        "application/x-rtp", "media", G_TYPE_STRING, "video", "encoding-name", G_TYPE_STRING, "VP8",
        "payload", G_TYPE_INT, kVp8PayloadType, "clock-rate", G_TYPE_INT, 90000,
        "rtcp-fb-transport-cc", G_TYPE_BOOLEAN, TRUE, "rtcp-fb-nack", G_TYPE_BOOLEAN, TRUE,
        "rtcp-fb-nack-pli", G_TYPE_BOOLEAN, TRUE, "rtcp-fb-ccm-fir", G_TYPE_BOOLEAN, TRUE,
        "extmap-1", G_TYPE_STRING, kTwccUri, nullptr));
}

} // namespace confab::media
