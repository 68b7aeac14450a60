// SPDX-License-Identifier: Apache-2.0
#include "media/codec/h264.hpp"

#include <gst/codecparsers/gsth264parser.h>

#include <algorithm>
#include <cstring>

namespace confab::media {

namespace {

constexpr guint kMostMacroblocks = 1024; // of a side: 16384 pixels
constexpr int kMacroblock = 16;
constexpr std::size_t kStartCode = 4;

// Finding units reads and changes nothing of the parser (1.22), so one is enough for all threads.
GstH264NalParser* parser()
{
    static GstH264NalParser* const one = gst_h264_nal_parser_new();
    return one;
}

// A decoder has memory for all macroblocks: a crop of one or more would hide how much it is. Fields
// are twice as high as their units say; baseline has none.
std::optional<layout::Size> sizeIn(GstH264NalUnit& unit)
{
    GstH264SPS sps{};
    const bool isRead = gst_h264_parse_sps(&unit, &sps) == GST_H264_PARSER_OK;
    const bool isCropped = sps.frame_cropping_flag;
    const layout::Size coded{sps.width, sps.height};
    const layout::Size shown =
        isCropped ? layout::Size{sps.crop_rect_width, sps.crop_rect_height} : coded;
    const bool isSane = isRead && sps.frame_mbs_only_flag
        && sps.pic_width_in_mbs_minus1 < kMostMacroblocks
        && sps.pic_height_in_map_units_minus1 < kMostMacroblocks && shown.width > 0
        && shown.height > 0 && shown.width <= coded.width && shown.height <= coded.height
        && coded.width - shown.width < kMacroblock && coded.height - shown.height < kMacroblock;
    gst_h264_sps_clear(&sps);
    return isSane ? std::optional(shown) : std::nullopt;
}

layout::Size larger(layout::Size a, layout::Size b)
{
    return a.width * a.height < b.width * b.height ? b : a;
}

/// What the units of a picture say, one after the other.
struct Picture {
    Codec::Frame frame;
    bool hasSlice = false;

    bool read(GstH264NalUnit& unit);
};

// False: nothing of it may reach a decoder. What extends a picture (SVC, MVC) has sizes of its own.
bool Picture::read(GstH264NalUnit& unit)
{
    const bool isForbidden = unit.data[unit.offset] & 0x80;
    switch (unit.type) {
    case GST_H264_NAL_SPS:
        if (const auto size = sizeIn(unit)) {
            frame.size = larger(frame.size, *size);
            return !isForbidden;
        }
        return false;
    case GST_H264_NAL_SUBSET_SPS:
    case GST_H264_NAL_SLICE_EXT:
    case GST_H264_NAL_SLICE_DEPTH:
        return false;
    case GST_H264_NAL_SLICE_IDR:
        frame.keyframe = true;
        [[fallthrough]];
    case GST_H264_NAL_SLICE:
        hasSlice = true;
        return !isForbidden;
    default:
        return !isForbidden;
    }
}

// All units: a set of parameters behind the last slice counts from the next picture on.
std::optional<Codec::Frame> readFrame(std::span<const std::uint8_t> data)
{
    Picture picture;
    GstH264NalUnit unit{};
    for (std::size_t at = 0; at + kStartCode <= data.size(); at = unit.offset + unit.size) {
        const auto found =
            gst_h264_parser_identify_nalu(parser(), data.data(), guint(at), data.size(), &unit);
        const bool isWhole = found == GST_H264_PARSER_OK || found == GST_H264_PARSER_NO_NAL_END;
        if (!isWhole || !picture.read(unit))
            return std::nullopt;
    }
    return picture.hasSlice ? std::optional(picture.frame) : std::nullopt;
}

void setRate(GstElement* encoder, int bitsPerSecond)
{
    const auto* factory = gst_element_get_factory(encoder);
    if (factory && std::strcmp(GST_OBJECT_NAME(factory), "x264enc") == 0)
        g_object_set(encoder, "bitrate", guint(std::max(bitsPerSecond / 1000, 1)), nullptr);
}

constexpr Codec kH264{
    .kind = Codec::Kind::Picture,
    .name = "H.264",
    .rtpName = "H264",
    .payloadType = 102,
    .clockRate = 90000,
    .parameters = ",packetization-mode=(string)1,level-asymmetry-allowed=(string)1",
    .textParameters = "profile-level-id=42e01f",
    .caps = "video/x-h264,stream-format=byte-stream,alignment=au",
    .payloader = "rtph264pay config-interval=-1 aggregate-mode=zero-latency mtu=1200",
    .depayloader = "rtph264depay request-keyframe=true wait-for-keyframe=true",
    .decoder = "capssetter caps=video/x-h264,profile=constrained-baseline ! openh264dec",
    .clipEncoder = "x264enc tune=zerolatency speed-preset=superfast bitrate={kbps} threads=1 "
                   "key-int-max={gop} ! video/x-h264,stream-format=byte-stream,"
                   "profile=constrained-baseline",
    .uplinkText = "uplink-video-h264",
    .downlinkText = "downlink-video-h264",
    .renditionText = "rendition-h264",
    .fileName = "h264",
    .fileHeader = {},
    .headerBytes = Codec::kWholePicture,
    .readFrame = readFrame,
    .setRate = setRate,
};

} // namespace

const Codec& h264()
{
    return kH264;
}

} // namespace confab::media
