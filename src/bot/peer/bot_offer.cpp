// SPDX-License-Identifier: Apache-2.0
#include "bot/peer/bot_offer.hpp"

#include "media/codec/codecs.hpp"
#include "media/peer/formats.hpp"

#include <gst/sdp/sdp.h>
#include <spdlog/fmt/fmt.h>

#include <cstdlib>
#include <cstring>
#include <string_view>

namespace confab::bot {

namespace {

constexpr const char* kFeedback[] = {"rtcp-fb-nack", "rtcp-fb-nack-pli", "rtcp-fb-ccm-fir",
                                     "rtcp-fb-transport-cc"};

GRef<GstCaps> capsOf(const GstSDPMedia& media, const char* encoding)
{
    for (guint i = 0; i < gst_sdp_media_formats_len(&media); ++i) {
        const int type = std::atoi(gst_sdp_media_get_format(&media, i));
        auto caps = GRef<GstCaps>::adopt(gst_sdp_media_get_caps_from_media(&media, type));
        const char* name = caps
            ? gst_structure_get_string(gst_caps_get_structure(caps.get(), 0), "encoding-name")
            : nullptr;
        if (name && g_ascii_strcasecmp(name, encoding) == 0)
            return caps;
    }
    return {};
}

/// Copies the extensions that we support. Their values go as they came (a text, or a list with
/// "vad=on" in it): webrtcbin intersects them with the offer.
void takeExtensions(const GstSDPMedia& media, OfferedMedia& result)
{
    auto all = GRef<GstCaps>::adopt(gst_caps_new_empty_simple("application/x-rtp"));
    gst_sdp_media_attributes_to_caps(&media, all.get());
    const GstStructure* fields = gst_caps_get_structure(all.get(), 0);
    for (int id = 1; id < 15; ++id) {
        const std::string name = "extmap-" + std::to_string(id);
        const GValue* value = gst_structure_get_value(fields, name.c_str());
        const GCharPtr text(value ? gst_value_serialize(value) : nullptr);
        int* place = !text                              ? nullptr
            : std::strstr(text.get(), media::kTwccUri)  ? &result.transportCcId
            : std::strstr(text.get(), media::kLevelUri) ? &result.levelId
                                                        : nullptr;
        if (!place)
            continue;
        *place = id;
        gst_caps_set_value(result.caps.get(), name.c_str(), value);
    }
}

OfferedMedia take(const GstSDPMedia& media, unsigned mline, const media::Codec& codec,
                  const GstCaps* offered)
{
    const GstStructure* from = gst_caps_get_structure(offered, 0);
    OfferedMedia result{.mline = mline, .audio = !codec.isPicture(), .codec = &codec};
    int rate = 0;
    gst_structure_get_int(from, "payload", &result.payloadType);
    gst_structure_get_int(from, "clock-rate", &rate);
    result.payloaderCaps =
        fmt::format("application/x-rtp,media={},encoding-name={},clock-rate={},payload={}",
                    gst_sdp_media_get_media(&media),
                    gst_structure_get_string(from, "encoding-name"), rate, result.payloadType);
    result.caps = GRef<GstCaps>::adopt(gst_caps_from_string(result.payloaderCaps.c_str()));
    takeExtensions(media, result);
    for (const char* feedback : kFeedback)
        if (gst_structure_has_field(from, feedback))
            gst_caps_set_simple(result.caps.get(), feedback, G_TYPE_BOOLEAN, TRUE, nullptr);
    result.nack = gst_structure_has_field(from, "rtcp-fb-nack");
    return result;
}

} // namespace

Result<BotOffer> parseOffer(const std::string& sdp, const media::Codec& picture)
{
    GstSDPMessage* message = nullptr;
    if (gst_sdp_message_new_from_text(sdp.c_str(), &message) != GST_SDP_OK)
        return Error{Errc::InvalidArgument, "the server's offer is not SDP"};
    BotOffer offer;
    for (guint i = 0; i < gst_sdp_message_medias_len(message); ++i) {
        const GstSDPMedia& section = *gst_sdp_message_get_media(message, i);
        const bool audio = std::string_view(gst_sdp_media_get_media(&section)) == "audio";
        auto& place = audio ? offer.audio : offer.video;
        const media::Codec& codec = audio ? media::soundCodec() : picture;
        if (const auto caps = capsOf(section, codec.rtpName); caps && !place)
            place = take(section, i, codec, caps.get());
    }
    offer.description.reset(
        gst_webrtc_session_description_new(GST_WEBRTC_SDP_TYPE_OFFER, message)); // takes it over
    return offer;
}

std::string withoutPictures(const std::string& answer)
{
    GstSDPMessage* raw = nullptr;
    if (gst_sdp_message_new_from_text(answer.c_str(), &raw) != GST_SDP_OK)
        return answer;
    const std::unique_ptr<GstSDPMessage, decltype(&gst_sdp_message_free)> message(
        raw, gst_sdp_message_free);
    std::string bundle = "BUNDLE";
    for (guint i = 0; i < gst_sdp_message_medias_len(raw); ++i) {
        auto& media = const_cast<GstSDPMedia&>(*gst_sdp_message_get_media(raw, i));
        const char* mid = gst_sdp_media_get_attribute_val(&media, "mid");
        if (std::string_view(gst_sdp_media_get_media(&media)) == "video")
            gst_sdp_media_set_port_info(&media, 0, 0);
        else if (mid)
            bundle += std::string(" ") + mid;
    }
    for (guint i = 0; i < gst_sdp_message_attributes_len(raw); ++i)
        if (std::string_view(gst_sdp_message_get_attribute(raw, i)->key) == "group") {
            GstSDPAttribute group{};
            gst_sdp_attribute_set(&group, "group", bundle.c_str());
            gst_sdp_message_replace_attribute(raw, i, &group);
        }
    const GCharPtr text(gst_sdp_message_as_text(raw));
    return text.get();
}

} // namespace confab::bot
