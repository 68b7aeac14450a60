// SPDX-License-Identifier: Apache-2.0
#include "media/codec/codecs.hpp"
#include "media/codec/h264.hpp"
#include "media/codec/vp8.hpp"
#include "media/peer/fingerprint.hpp"
#include "media/peer/formats.hpp"
#include "media/peer/sdp.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gst/sdp/gstsdpmessage.h>

#include <array>

namespace confab::media {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr int kPictures = 96; // the payload type that was offered
const std::string kAnswer = "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n"
                            "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=ice-ufrag:u\r\na=ice-pwd:p\r\n"
                            "a=fingerprint:sha-256 ab:cd\r\na=setup:active\r\na=rtcp-rsize\r\n"
                            "m=video 0 UDP/TLS/RTP/SAVPF 96\r\na=inactive\r\n";

Result<std::string> mended(const std::string& answer, int pictureType = kPictures)
{
    RemoteCandidates candidates("c1");
    return sdp::mendAnswer(answer, pictureType, candidates);
}

std::string withCandidates(int count)
{
    std::string answer = kAnswer;
    for (int i = 1; i <= count; ++i)
        answer += fmt::format("a=candidate:{0} 1 UDP {0} 192.0.2.1 9 typ host\r\n", i);
    return answer;
}

TEST(Sdp, DropsReducedSizeRtcp)
{
    const auto answer = mended(kAnswer);
    ASSERT_TRUE(answer);
    EXPECT_THAT(*answer, Not(HasSubstr("rtcp-rsize")));
}

TEST(Sdp, ARejectedMLineGetsWhatWebrtcbinWants)
{
    const auto answer = mended(kAnswer);
    ASSERT_TRUE(answer);
    const std::string video = answer->substr(answer->find("m=video"));
    for (const char* line : {"a=ice-ufrag:u\r\n", "a=ice-pwd:p\r\n", "a=setup:active\r\n"})
        EXPECT_THAT(video, HasSubstr(line));
}

// Chromium (156) gives it some that nobody listens to.
TEST(Sdp, ARejectedMLineHasNoTransportOfItsOwn)
{
    const auto answer =
        mended(kAnswer
               + "a=ice-ufrag:x\r\na=ice-pwd:y\r\na=setup:passive\r\na=fingerprint:sha-256 00\r\n");
    ASSERT_TRUE(answer);
    const std::string video = answer->substr(answer->find("m=video"));
    for (const char* own : {"ufrag:x", "pwd:y", "passive", "256 00"})
        EXPECT_THAT(video, Not(HasSubstr(own)));
    EXPECT_THAT(video, HasSubstr("a=ice-ufrag:u\r\n"));
}

TEST(Sdp, PicturesThatWereNotOfferedAreRejected)
{
    std::string answer = kAnswer;
    answer.replace(answer.find("m=video 0"), 9, "m=video 9");
    EXPECT_TRUE(sdp::takesPictures(answer, kPictures));
    EXPECT_THAT(*mended(answer), HasSubstr("m=video 9 UDP"));
    EXPECT_FALSE(sdp::takesPictures(answer, 102));
    EXPECT_THAT(*mended(answer, 102), HasSubstr("m=video 0 UDP/TLS/RTP/SAVPF 96\r\n"));
    EXPECT_FALSE(sdp::takesPictures(kAnswer, kPictures)) << "rejected";
    EXPECT_FALSE(sdp::takesPictures("v=0\r\n", kPictures));
}

TEST(Sdp, OffersMoreParametersOfATypeThatHasSome)
{
    const std::string offer = "v=0\r\nm=video 9 UDP/TLS/RTP/SAVPF 102 97\r\n"
                              "a=fmtp:102 packetization-mode=1\r\na=fmtp:97 apt=102\r\n";
    EXPECT_EQ(sdp::offerParameters(offer, 102, "profile-level-id=42e01f"),
              "v=0\r\nm=video 9 UDP/TLS/RTP/SAVPF 102 97\r\n"
              "a=fmtp:102 packetization-mode=1;profile-level-id=42e01f\r\n"
              "a=fmtp:97 apt=102\r\n");
    EXPECT_EQ(sdp::offerParameters(offer, 102, ""), offer);
    EXPECT_EQ(sdp::offerParameters("", 102, "x=1"), "");
}

// Else webrtcbin 1.22 takes neither: a critical in the log, and ICE without a password.
TEST(Sdp, WhatTheSessionPartSaysHoldsForEachMLine)
{
    std::string answer = kAnswer;
    answer.erase(answer.find("a=ice-pwd:p\r\n"), 13);
    answer.insert(answer.find("m=audio"), "a=ice-pwd:p\r\n");
    const auto whole = mended(answer);
    ASSERT_TRUE(whole);
    const auto audio = whole->find("m=audio");
    EXPECT_THAT(whole->substr(audio, whole->find("m=video") - audio), HasSubstr("a=ice-pwd:p\r\n"));
}

TEST(Sdp, OffersRedundantSoundLast)
{
    const auto offer = sdp::offerRedundancy(kAnswer, 63, 111);
    const auto sound = offer.substr(0, offer.find("m=video"));
    EXPECT_THAT(sound, HasSubstr("m=audio 9 UDP/TLS/RTP/SAVPF 111 63\r\n"));
    EXPECT_THAT(sound, HasSubstr("a=rtpmap:63 red/48000/2\r\na=fmtp:63 111/111\r\n"));
    EXPECT_TRUE(sdp::takesRedundancy(offer, 63));
    EXPECT_FALSE(sdp::takesRedundancy(kAnswer, 63));
    EXPECT_EQ(sdp::offerRedundancy("v=0\r\n", 63, 111), "v=0\r\n");
}

TEST(Sdp, HidesRedundantSoundFromWebrtcbin)
{
    const auto answer = mended(sdp::offerRedundancy(kAnswer, 63, 111));
    ASSERT_TRUE(answer);
    EXPECT_THAT(*answer, HasSubstr("m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n"));
    EXPECT_THAT(*answer, Not(HasSubstr(":63 ")));
}

TEST(Sdp, ATypeIsAWholeWord)
{
    std::string answer = kAnswer;
    answer.replace(answer.find("SAVPF 111"), 9, "SAVPF 163 63");
    EXPECT_FALSE(sdp::takesRedundancy(answer, 63)) << "no rtpmap";
    EXPECT_THAT(*mended(answer), HasSubstr("m=audio 9 UDP/TLS/RTP/SAVPF 163\r\n"));
    answer.replace(answer.find("SAVPF 163 63"), 12, "SAVPF 63");
    EXPECT_THAT(*mended(answer), HasSubstr("SAVPF 63\r\n")) << "webrtcbin refuses it";
}

TEST(Sdp, RefusesWhatIsOverTheCaps)
{
    std::string many = kAnswer;
    for (int i = 0; i < 20; ++i)
        many += "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n";
    for (const std::string& text :
         {std::string(), std::string("hello"), many, withCandidates(1500),
          kAnswer + std::string(70000, 'x'), kAnswer + std::string(1, '\0'),
          kAnswer.substr(0, kAnswer.find("m=video"))})
        EXPECT_FALSE(mended(text)) << text.substr(0, 40);
}

// A machine with many networks has them: a host of containers, a phone with two cards.
TEST(Sdp, SurplusCandidatesAreLeftOut)
{
    const auto answer = mended(withCandidates(40));
    ASSERT_TRUE(answer);
    EXPECT_THAT(*answer, HasSubstr("a=candidate:32 "));
    EXPECT_THAT(*answer, Not(HasSubstr("a=candidate:33 ")));
    EXPECT_THAT(*answer, HasSubstr("a=setup:active"));
}

TEST(Sdp, CandidatesThatCannotBeUsedAreLeftOut)
{
    const auto answer = mended(kAnswer + "a=candidate:1 1 UDP 1 x.local 9 typ host\r\n");
    ASSERT_TRUE(answer);
    EXPECT_THAT(*answer, Not(HasSubstr("candidate")));
}

/// The candidates that GStreamer finds in it.
std::vector<std::string> candidatesForGStreamer(const std::string& text)
{
    GstSDPMessage* message = nullptr;
    gst_sdp_message_new(&message);
    gst_sdp_message_parse_buffer(reinterpret_cast<const guint8*>(text.c_str()), guint(text.size()),
                                 message);
    std::vector<std::string> found;
    for (guint i = 0; i < gst_sdp_message_medias_len(message); ++i)
        for (guint n = 0;; ++n) {
            const char* value = gst_sdp_media_get_attribute_val_n(
                gst_sdp_message_get_media(message, i), "candidate", n);
            if (!value)
                break;
            found.emplace_back(value);
        }
    gst_sdp_message_free(message);
    return found;
}

TEST(Sdp, NothingIsThereForGStreamerAlone)
{
    const std::string hidden = "a=candidate:1 1 UDP 1 x.local 9 typ host";
    for (const auto& line : {hidden, ' ' + hidden, "\t " + hidden, '\r' + hidden, "\v\f" + hidden,
                             hidden + "\rx", "a=x\r" + hidden}) {
        const auto answer = mended(kAnswer + line + "\r\n");
        ASSERT_TRUE(answer) << line;
        EXPECT_THAT(candidatesForGStreamer(*answer), testing::IsEmpty()) << line;
    }
    const auto kept = mended(kAnswer + " a=candidate:1 1 UDP 1 10.0.0.1 9 typ host\rx\r\n");
    EXPECT_THAT(candidatesForGStreamer(*kept),
                testing::ElementsAre("1 1 UDP 1 10.0.0.1 9 typ host"));
}

TEST(Sdp, FindsFingerprintsInAnyCase)
{
    EXPECT_EQ(sdp::fingerprints("a=fingerprint:SHA-256 aB:Cd\r\na=fingerprint:sha-1 00\r\n"),
              std::vector<std::string>{"AB:CD"});
}

TEST(Fingerprint, IsTheDigestOfTheDer)
{
    const std::string pem =
        "-----BEGIN CERTIFICATE-----\nYWJj\n-----END CERTIFICATE-----\n"; // "abc"
    EXPECT_EQ(
        fingerprintOf(pem),
        "BA:78:16:BF:8F:01:CF:EA:41:41:40:DE:5D:AE:22:23:B0:03:61:A3:96:17:7A:9C:B4:10:FF:61:F2:00:"
        "15:AD");
    EXPECT_TRUE(isPromisedCertificate(pem, {fingerprintOf(pem)}));
    EXPECT_FALSE(isPromisedCertificate(pem, {fingerprintOf(pem), "00:11"}));
    EXPECT_FALSE(isPromisedCertificate(pem, {}));
    EXPECT_FALSE(isPromisedCertificate("", {""}));
}

TEST(Vp8Frame, ReadsTheSizeOfAKeyframe)
{
    const std::array<std::uint8_t, 10> key{0x10, 0, 0, 0x9d, 0x01, 0x2a, 0x00, 0x05, 0xd0, 0x02};
    const auto frame = vp8().readFrame(key);
    ASSERT_TRUE(frame);
    EXPECT_TRUE(frame->keyframe);
    EXPECT_EQ(frame->size, (layout::Size{1280, 720}));
}

TEST(Vp8Frame, TellsABombByItsHeader)
{
    const std::array<std::uint8_t, 10> key{0x10, 0, 0, 0x9d, 0x01, 0x2a, 0xff, 0xff, 0xff, 0xff};
    EXPECT_EQ(vp8().readFrame(key)->size, (layout::Size{16383, 16383}));
}

TEST(Vp8Frame, WhatIsNoFrameIsNothing)
{
    const std::array<std::uint8_t, 10> bad{0x10, 0, 0, 1, 2, 3, 0, 0, 0, 0};
    EXPECT_FALSE(vp8().readFrame(bad));
    EXPECT_FALSE(vp8().readFrame(std::span(bad).first(2)));
    const std::array<std::uint8_t, 3> delta{0x11, 0, 0};
    EXPECT_FALSE(vp8().readFrame(delta)->keyframe);
}

TEST(Codec, IsFoundByItsNameInSdp)
{
    EXPECT_EQ(codecNamed("VP8"), &pictureCodec());
    EXPECT_EQ(codecNamed("OPUS"), &soundCodec());
    EXPECT_EQ(codecNamed("H264"), &h264());
    EXPECT_EQ(codecNamed("AV1"), nullptr);
    EXPECT_EQ(codecNamed(""), nullptr);
}

TEST(Codec, ReadsAPictureThatLiesInPieces)
{
    const std::array<std::uint8_t, 10> key{0x10, 0, 0, 0x9d, 0x01, 0x2a, 0x00, 0x05, 0xd0, 0x02};
    const auto picture = GRef<GstBuffer>::adopt(gst_buffer_new_memdup(key.data(), 4));
    EXPECT_FALSE(vp8().frameIn(picture.get()));
    const auto rest = GRef<GstBuffer>::adopt(gst_buffer_new_memdup(key.data() + 4, 6));
    gst_buffer_append_memory(picture.get(), gst_buffer_get_all_memory(rest.get()));
    const auto frame = vp8().frameIn(picture.get());
    ASSERT_TRUE(frame);
    EXPECT_EQ(frame->size, (layout::Size{1280, 720}));
}

// Browsers keep these numbers, and recordings of SDP show them.
TEST(Codec, OffersWhatBrowsersAnswer)
{
    const std::string twcc = std::string("(string)") + kTwccUri;
    EXPECT_EQ(GCharPtr(gst_caps_to_string(offerOf(pictureCodec(), 1920 * 1088).get())).get(),
              "application/x-rtp, media=(string)video, encoding-name=(string)VP8, payload=(int)96, "
              "clock-rate=(int)90000, rtcp-fb-transport-cc=(boolean)true, "
              "rtcp-fb-nack=(boolean)true, rtcp-fb-nack-pli=(boolean)true, "
              "rtcp-fb-ccm-fir=(boolean)true, max-fs=(string)8160, max-fr=(string)60, extmap-1="
                  + twcc);
    EXPECT_EQ(GCharPtr(gst_caps_to_string(offerOf(soundCodec(), 1920 * 1088).get())).get(),
              "application/x-rtp, media=(string)audio, encoding-name=(string)OPUS, "
              "payload=(int)111, clock-rate=(int)48000, encoding-params=(string)2, "
              "minptime=(string)10, useinbandfec=(string)1, rtcp-fb-transport-cc=(boolean)true, "
              "extmap-1="
                  + twcc + ", extmap-2=(string)" + kLevelUri);
}

} // namespace
} // namespace confab::media
