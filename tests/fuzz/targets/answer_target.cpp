// SPDX-License-Identifier: Apache-2.0
#include "fuzz/target.hpp"
#include "fuzz/targets/targets.hpp"
#include "media/peer/sdp.hpp"

#include <gst/sdp/sdp.h>

#include <cstdlib>
#include <memory>

namespace confab::fuzz {

namespace {

namespace sdp = media::sdp;

constexpr int kPictures = 96;

struct Free {
    void operator()(GstSDPMessage* message) const { gst_sdp_message_free(message); }
};
using Message = std::unique_ptr<GstSDPMessage, Free>;

std::size_t countOf(std::string_view what, std::string_view text)
{
    std::size_t count = 0;
    for (auto at = text.find(what); at != text.npos; at = text.find(what, at + 1))
        ++count;
    return count;
}

/// What webrtcbin does with it before it looks at what it says.
void readAsWebrtcbin(const std::string& text)
{
    GstSDPMessage* read = nullptr;
    if (gst_sdp_message_new_from_text(text.c_str(), &read) != GST_SDP_OK)
        return;
    const Message message(read);
    must(gst_sdp_message_medias_len(message.get()) == 2, "GStreamer sees the same m-lines");
    for (guint i = 0; i < 2; ++i) {
        const auto* media = gst_sdp_message_get_media(message.get(), i);
        for (guint f = 0; f < gst_sdp_media_formats_len(media); ++f) {
            auto* caps = gst_sdp_media_get_caps_from_media(
                media, std::atoi(gst_sdp_media_get_format(media, f)));
            if (!caps)
                continue;
            gst_sdp_media_attributes_to_caps(media, caps);
            gst_caps_unref(caps);
        }
    }
}

} // namespace

void answer(std::string_view text)
{
    for (const auto& fingerprint : sdp::fingerprints(text))
        must(fingerprint.find('\n') == std::string::npos, "a fingerprint is one line");
    media::RemoteCandidates candidates("fuzz");
    const auto mended = sdp::mendAnswer(text, kPictures, candidates);
    if (!mended)
        return must(!mended.error().message.empty(), "a refusal says what is wrong");
    must(mended->size() <= 3 * sdp::kMaxBytes, "mending makes it little longer");
    must(countOf("\na=candidate:", *mended) <= std::size_t(media::RemoteCandidates::kMax),
         "candidates are counted");
    must(countOf("\na=rtcp-rsize\r", *mended) == 0, "RTCP is not reduced");
    must(!sdp::takesRedundancy(*mended, sdp::kRedType), "webrtcbin hears nothing of RED");
    must(sdp::takesPictures(text, kPictures) == sdp::takesPictures(*mended, kPictures),
         "pictures are taken as before");
    media::RemoteCandidates again("fuzz");
    const auto twice = sdp::mendAnswer(*mended, kPictures, again);
    must(mended->size() > sdp::kMaxBytes || (twice && *twice == *mended),
         "what is mended needs no mending");
    readAsWebrtcbin(*mended);
}

} // namespace confab::fuzz
