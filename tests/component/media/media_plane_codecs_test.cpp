// SPDX-License-Identifier: Apache-2.0
#include "media/codec/h264.hpp"
#include "media/codec/vp8.hpp"

#include "support/media_plane_fixture.hpp"

#include <random>

namespace confab::media {
namespace {

using namespace std::chrono_literals;
using room::RoomMedia;
using test::kLeft, test::kRight;
using Bytes = std::vector<std::uint8_t>;

constexpr std::size_t kVp8 = 0, kH264 = 1; // as offered

/// Guests of different codecs in one room.
using MediaPlaneCodecsTest = test::MediaPlaneFixture;

TEST_F(MediaPlaneCodecsTest, WhoSendsH264IsSeenByAllAndSeesAll)
{
    ASSERT_EQ(plane_->pictureCodecs(), (std::vector<std::string>{"VP8", "H.264"}));
    invite("a", false, h264(), kH264);
    invite("b", false, vp8(), kVp8);
    ASSERT_TRUE(
        runUntil([&] { return guests_["a"].pictureStarted && guests_["b"].pictureStarted; }));
    show({{"a", kLeft}, {"b", kRight}});
    EXPECT_EQ(guests_["a"].answered, RoomMedia::Answered::Whole);
    EXPECT_TRUE(runUntil([&] { return isSeen("a", {0, 1}) && isSeen("b", {0, 1}); }));
    EXPECT_TRUE(runUntil([&] { return heard("a", 1) > -24 && heard("b", 0) > -24; }));
    EXPECT_GE(guests_["a"].meters.frames->counts().size.width, 640);
    EXPECT_EQ(plane_->activity("a").picture, (layout::Size{320, 180}));
    const auto before = frames("a");
    EXPECT_TRUE(runUntil([&] { return frames("a") > before + 60; }, 3s));
    EXPECT_TRUE(plane_->link("a")->takesPictures);
}

TEST_F(MediaPlaneCodecsTest, WhoCannotWhatIsOfferedHasTheSoundAndNothingIsEncodedForThem)
{
    invite("a", false, h264(), kVp8);
    invite("b", false, vp8(), kVp8);
    ASSERT_TRUE(runUntil([&] { return guests_["a"].connected && guests_["b"].pictureStarted; }));
    EXPECT_EQ(guests_["a"].answered, RoomMedia::Answered::SoundOnly);
    EXPECT_EQ(guests_["b"].answered, RoomMedia::Answered::Whole);
    EXPECT_TRUE(runUntil([&] { return heard("a", 1) > -24 && heard("b", 0) > -24; }));
    EXPECT_FALSE(plane_->link("a")->takesPictures);
    EXPECT_EQ(plane_->link("a")->picture, layout::Size());
    EXPECT_EQ(frames("a"), 0);
    EXPECT_FALSE(guests_["a"].pictureStarted);
    ASSERT_TRUE(plane_->openView("other", {}));
    plane_->setView("a", "other");
    plane_->setView("a", "main");
    EXPECT_EQ(guests_["a"].failed, "");
}

TEST_F(MediaPlaneCodecsTest, ATooLargePictureOfH264IsRefusedLikeAnyOther)
{
    config_.video.maxUplinkPixels = 100 * 100;
    invite("a", false, h264(), kH264);
    ASSERT_TRUE(runUntil([&] { return !guests_["a"].failed.empty(); }, 12s));
    EXPECT_EQ(guests_["a"].failed, "media.refused");
    EXPECT_FALSE(guests_["a"].pictureStarted);
}

/// The first picture is whole. Of the others each has some wrong bytes, and some end too early.
bot::Clip damaged(bot::Clip clip)
{
    std::mt19937 random(1);
    auto track = std::make_shared<bot::Track>(*clip.video);
    for (std::size_t i = 1; i < track->packets.size(); ++i) {
        auto& data = track->packets[i].data;
        Bytes bytes(gst_buffer_get_size(data.get()));
        gst_buffer_extract(data.get(), 0, bytes.data(), bytes.size());
        for (int n = 0; n < 4; ++n)
            bytes[random() % bytes.size()] = std::uint8_t(random());
        if (i % 3 == 0)
            bytes.resize(1 + random() % bytes.size());
        data = GRef<GstBuffer>::adopt(gst_buffer_new_memdup(bytes.data(), bytes.size()));
    }
    clip.video = std::move(track);
    return clip;
}

// Whatever the decoder makes of it, the room goes on.
TEST_F(MediaPlaneCodecsTest, TheSenderOfDamagedPicturesHurtsNobody)
{
    clip_ = [](const room::PeerId& id, bot::Clip clip) {
        return id == "a" ? damaged(std::move(clip)) : clip;
    };
    invite("a", false, h264(), kH264);
    invite("b", false, vp8(), kVp8);
    ASSERT_TRUE(
        runUntil([&] { return guests_["a"].pictureStarted && guests_["b"].pictureStarted; }));
    show({{"a", kLeft}, {"b", kRight}});
    pass(3s);
    EXPECT_EQ(guests_["a"].failed, "");
    const auto before = frames("b");
    EXPECT_TRUE(runUntil([&] { return frames("b") > before + 30; }));
}

} // namespace
} // namespace confab::media
