// SPDX-License-Identifier: Apache-2.0
#include "media/video/compose/tile_scaler.hpp"

#include "media/video/pixels/i420_buffer.hpp"

#include <gtest/gtest.h>

namespace confab::media {
namespace {

constexpr GstClockTime kTime = 8 * GST_SECOND;

/// 640x360, its middle 202 columns brighter than the rest.
Packet picture()
{
    OverlayPicture drawn;
    drawn.size = {640, 360};
    drawn.y.assign(640 * 360, 40);
    drawn.u.assign(320 * 180, 90);
    drawn.v.assign(320 * 180, 160);
    for (int row = 0; row < 360; ++row)
        std::fill_n(drawn.y.begin() + row * 640 + 219, 202, std::uint8_t(200));
    Packet packet{i420Of(drawn), i420Caps(drawn.size, 30)};
    GST_BUFFER_PTS(packet.buffer.get()) = 7 * GST_SECOND;
    return packet;
}

layout::Size sizeOf(const Packet& packet)
{
    GstVideoInfo info;
    if (!gst_video_info_from_caps(&info, packet.caps.get()))
        return {};
    EXPECT_EQ(gst_buffer_get_size(packet.buffer.get()), info.size);
    return {info.width, info.height};
}

int luma(const Packet& packet, int x, int y)
{
    guint8 value = 0;
    gst_buffer_extract(packet.buffer.get(), gsize(y * GST_ROUND_UP_4(sizeOf(packet).width) + x),
                       &value, 1);
    return value;
}

TEST(TileScaler, ScalesToTheSizeOfTheTile)
{
    TileScaler scaler;
    scaler.follow({426, 240}, true);
    const auto turned = scaler.turn(picture(), kTime);
    ASSERT_TRUE(turned);
    EXPECT_EQ(sizeOf(*turned), (layout::Size{426, 240}));
    EXPECT_EQ(GST_BUFFER_PTS(turned->buffer.get()), kTime);
    EXPECT_NEAR(luma(*turned, 213, 120), 200, 1);
    EXPECT_NEAR(luma(*turned, 20, 120), 40, 1);
}

TEST(TileScaler, CutsToTheShapeOfTheTile)
{
    TileScaler scaler;
    scaler.follow({100, 180}, true); // of 640x360: the middle 200x360
    const auto turned = scaler.turn(picture(), kTime);
    ASSERT_TRUE(turned);
    for (const int x : {1, 50, 98})
        EXPECT_NEAR(luma(*turned, x, 90), 200, 1) << x;
}

TEST(TileScaler, TheWholePictureIsAsLargeAsFits)
{
    TileScaler scaler;
    scaler.follow({320, 320}, false);
    const auto turned = scaler.turn(picture(), kTime);
    ASSERT_TRUE(turned);
    EXPECT_EQ(sizeOf(*turned), (layout::Size{320, 180}));
    EXPECT_NEAR(luma(*turned, 4, 90), 40, 1);
}

TEST(TileScaler, FollowsTheTile)
{
    TileScaler scaler;
    const Packet from = picture();
    const auto scaled = [&](layout::Size place) {
        scaler.follow(place, true);
        return scaler.turn(from, kTime);
    };
    const auto same = scaled({640, 360});
    EXPECT_TRUE(gst_caps_is_equal(same->caps.get(), scaled({640, 360})->caps.get()));
    EXPECT_EQ(luma(*same, 320, 180), 200);
    EXPECT_EQ(sizeOf(*scaled({320, 180})), (layout::Size{320, 180}));
    EXPECT_EQ(sizeOf(*scaled({638, 358})), (layout::Size{638, 358}));
}

TEST(TileScaler, NeverHoldsWhatItWasGivenAndUsesItsMemoryAgain)
{
    for (const layout::Size place : {layout::Size{640, 360}, layout::Size{320, 180}}) {
        TileScaler scaler;
        scaler.follow(place, true);
        const Packet from = picture();
        auto turned = scaler.turn(from, kTime);
        const auto* memory = gst_buffer_peek_memory(turned->buffer.get(), 0);
        EXPECT_TRUE(gst_buffer_is_all_memory_writable(from.buffer.get()));
        EXPECT_EQ(GST_BUFFER_PTS(from.buffer.get()), 7 * GST_SECOND);
        turned.reset();
        turned = scaler.turn(from, kTime);
        EXPECT_EQ(gst_buffer_peek_memory(turned->buffer.get(), 0), memory);
    }
}

TEST(TileScaler, GivesNothingForWhatItCannotScale)
{
    TileScaler scaler;
    EXPECT_FALSE(scaler.turn(picture(), kTime)) << "there is no tile yet";
    scaler.follow({320, 180}, true);
    Packet other = picture();
    other.caps =
        GRef<GstCaps>::adopt(gst_caps_from_string("video/x-raw,format=NV12,width=640,height=360,"
                                                  "framerate=30/1"));
    EXPECT_FALSE(scaler.turn(other, kTime));
    Packet tooSmall = picture();
    tooSmall.buffer = GRef<GstBuffer>::adopt(gst_buffer_new_allocate(nullptr, 100, nullptr));
    EXPECT_FALSE(scaler.turn(tooSmall, kTime));
}

} // namespace
} // namespace confab::media
