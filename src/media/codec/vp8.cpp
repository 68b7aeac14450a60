// SPDX-License-Identifier: Apache-2.0
#include "media/codec/vp8.hpp"

#include "media/codec/vp8_layers.hpp"

namespace confab::media {

namespace {

// RFC 6386, 9.1.
std::optional<Codec::Frame> readFrame(std::span<const std::uint8_t> data)
{
    if (data.size() < 3)
        return std::nullopt;
    const bool delta = data[0] & 1;
    if (delta)
        return Codec::Frame{};
    if (data.size() < 10 || data[3] != 0x9d || data[4] != 0x01 || data[5] != 0x2a)
        return std::nullopt;
    const auto at = [&](std::size_t i) { return (data[i] | data[i + 1] << 8) & 0x3fff; };
    return Codec::Frame{true, {at(6), at(8)}};
}

constexpr Codec kVp8{
    .kind = Codec::Kind::Picture,
    .name = "VP8",
    .rtpName = "VP8",
    .payloadType = 96,
    .clockRate = 90000,
    .parameters = "",
    .textParameters = "",
    .tellsMostPixels = true,
    .caps = "video/x-vp8",
    .payloader = "rtpvp8pay picture-id-mode=15-bit mtu=1200",
    .depayloader = "rtpvp8depay request-keyframe=true wait-for-keyframe=true",
    .decoder = "vp8dec",
    .clipEncoder = "vp8enc deadline=1 cpu-used=4 threads=1 target-bitrate={bitrate} "
                   "keyframe-max-dist={keyframes} lag-in-frames=0 end-usage=cbr",
    .uplinkText = "uplink-video",
    .downlinkText = "downlink-video",
    .renditionText = "rendition",
    .fileName = "vp8",
    .fileHeader = {},
    .headerBytes = 10,
    .readFrame = readFrame,
    .prepare = prepareVp8Layers,
    .setRate = setVp8Rate,
    .economise = economiseVp8,
    .layerOf = vp8LayerOf,
    .layers = kVp8Layers,
};

} // namespace

const Codec& vp8()
{
    return kVp8;
}

} // namespace confab::media
