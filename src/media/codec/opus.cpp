// SPDX-License-Identifier: Apache-2.0
#include "media/codec/opus.hpp"

#include <array>

namespace confab::media {

namespace {

// An ID header (RFC 7845, 5.1) of two channels at 48 kHz: a decoder makes that of whatever comes.
constexpr std::array<std::uint8_t, 19> kIdHeader{'O', 'p', 'u',  's',  'H', 'e', 'a', 'd', 1, 2,
                                                 0,   0,   0x80, 0xbb, 0,   0,   0,   0,   0};

constexpr Codec kOpus{
    .kind = Codec::Kind::Sound,
    .name = "Opus",
    .rtpName = "OPUS",
    .payloadType = 111,
    .clockRate = 48000,
    .parameters = ",encoding-params=(string)2,minptime=(string)10,useinbandfec=(string)1",
    .textParameters = "",
    .caps = "audio/x-opus,channels=1,rate=48000,channel-mapping-family=0",
    .payloader = "rtpopuspay",
    .depayloader = "rtpopusdepay",
    .decoder = "opusdec",
    .clipEncoder = "opusenc bitrate={bitrate} frame-size=20 bitrate-type=cbr",
    .uplinkText = "uplink-audio",
    .downlinkText = "downlink-audio",
    .renditionText = nullptr,
    .fileName = "opus",
    .fileHeader = kIdHeader,
    .headerBytes = 0,
    .readFrame = nullptr,
};

} // namespace

const Codec& opus()
{
    return kOpus;
}

} // namespace confab::media
