// SPDX-License-Identifier: Apache-2.0
#include "media/record/separate_track.hpp"

#include "media/codec/codecs.hpp"
#include "media/codec/h264.hpp"
#include "render/tracks/track_reader.hpp"

#include "support/temp_folder.hpp"

#include <gmock/gmock.h>

#include <atomic>
#include <fcntl.h>
#include <future>
#include <mutex>

namespace confab::media {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;
using Time = FileTime::Time;

constexpr Time kZero = 100s; // running time of the part's first keyframe
constexpr int kMostPixels = 1920 * 1080;

SentPacket picture(Time at, bool keyframe, std::size_t bytes = 100)
{
    std::vector<std::uint8_t> data(bytes, 0x2a);
    const std::uint8_t head[]{
        std::uint8_t(keyframe ? 0x10 : 0x11), 0, 0, 0x9d, 0x01, 0x2a, 0x40, 1, 0xb4, 0}; // 320x180
    std::copy(std::begin(head), std::end(head), data.begin());
    return {&pictureCodec(),
            GRef<GstBuffer>::adopt(gst_buffer_new_memdup(data.data(), data.size())), kZero + at,
            keyframe};
}

SentPacket sound(Time at)
{
    const std::uint8_t data[]{0xf8, 0xff, 0xfe}; // 20 ms of silence
    return {&soundCodec(), GRef<GstBuffer>::adopt(gst_buffer_new_memdup(data, sizeof data)),
            kZero + at};
}

class SeparateTracksTest : public testing::Test {
protected:
    void SetUp() override { time_->ofPicture(kZero, true); }

    std::shared_ptr<SeparateTrack>
    track(const std::string& participant,
          TrackFile::Content content = TrackFile::Content::CameraAndMicrophone)
    {
        return std::make_shared<SeparateTrack>(
            SeparateTrack::Settings{.recording = "demo",
                                    .participant = participant,
                                    .content = content,
                                    .time = time_,
                                    .folder = std::make_shared<archive::CaptureFolder>(
                                        *archive::CaptureFolder::open(folder_.path()))},
            SeparateTrack::Events{
                .begun =
                    [this](std::string file) {
                        std::lock_guard lock(mutex_);
                        begun_.push_back(file);
                    },
                .keyframeWanted = [this] { ++asked_; },
                .leftOut = [this](std::string codec) { leftOut_.push_back(codec); },
                .failed =
                    [this](std::string why) {
                        std::lock_guard lock(mutex_);
                        failed_.push_back(why);
                    }},
            disk_.door());
    }
    void settle()
    {
        std::promise<void> done;
        ASSERT_TRUE(disk_.door().post(0, [&done] { done.set_value(); }));
        done.get_future().wait();
    }
    std::vector<render::TrackPacket> read(const std::string& file,
                                          render::TrackReader::Kind kind) const
    {
        const UniqueFd fd(open((folder_ / file).c_str(), O_RDONLY | O_CLOEXEC));
        auto reader = render::TrackReader::open(fd, kind, kMostPixels);
        std::vector<render::TrackPacket> packets;
        while (reader)
            if (auto packet = reader->next())
                packets.push_back(*std::move(packet));
            else
                break;
        return packets;
    }
    std::vector<render::TrackPacket> pictures(const std::string& file) const
    {
        return read(file, render::TrackReader::Kind::Pictures);
    }
    std::vector<render::TrackPacket> sounds(const std::string& file) const
    {
        return read(file, render::TrackReader::Kind::Sound);
    }

    test::TempFolder folder_;
    std::shared_ptr<FileTime> time_ = std::make_shared<FileTime>(33ms);
    std::mutex mutex_; // of the two lists
    std::vector<std::string> begun_, failed_;
    std::vector<std::string> leftOut_;
    std::atomic<int> asked_ = 0;
    DiskThread disk_{20'000};
};

TEST_F(SeparateTracksTest, SoundAloneIsThereBeforeAnyPicture)
{
    const auto p1 = track("p1");
    for (Time at = 12300ms; at < 17300ms; at += 20ms)
        p1->take(sound(at));
    p1->take(picture(17300ms, true));
    p1->take(picture(17333ms, false));
    p1->finish();
    settle();
    EXPECT_THAT(begun_, ElementsAre("demo.track-p1.webm"));
    const auto heard = sounds("demo.track-p1.webm");
    ASSERT_THAT(heard, SizeIs(250));
    EXPECT_EQ(heard.front().at, 12300ms);
    EXPECT_EQ(heard.back().at, 17280ms);
    const auto seen = pictures("demo.track-p1.webm");
    ASSERT_THAT(seen, SizeIs(2));
    EXPECT_EQ(seen.front().at, 17300ms);
    EXPECT_EQ(seen.front().size, (layout::Size{320, 180}));
}

// As after a kill: nobody has finished the file.
TEST_F(SeparateTracksTest, WhatWasFlushedPlaysWithoutAnEnd)
{
    const auto p1 = track("p1");
    for (Time at = 0ms; at < 3s; at += 20ms) {
        p1->take(sound(at));
        p1->take(picture(at, at == 0s));
    }
    p1->flush();
    settle();
    EXPECT_THAT(sounds("demo.track-p1.webm"), SizeIs(testing::Ge(149u)));
    EXPECT_THAT(pictures("demo.track-p1.webm"), SizeIs(150));
}

TEST_F(SeparateTracksTest, BeginsWithAKeyframeAndAsksForIt)
{
    const auto p1 = track("p1", TrackFile::Content::Screen);
    p1->take(picture(0ms, false));
    p1->take(picture(33ms, false));
    EXPECT_EQ(asked_, 1) << "not for each frame";
    p1->take(picture(66ms, true));
    p1->finish();
    settle();
    EXPECT_THAT(begun_, ElementsAre("demo.track-p1-screen.webm"));
    EXPECT_THAT(pictures("demo.track-p1-screen.webm"), SizeIs(1));
}

// The disk stands still for a while: no push waits, and the picture goes on with a keyframe.
TEST_F(SeparateTracksTest, ADiskThatCannotFollowLosesPacketsAndBlocksNobody)
{
    const auto p1 = track("p1");
    p1->take(picture(0ms, true));
    settle();
    std::promise<void> goesOn;
    disk_.door().post(0, [wait = goesOn.get_future().share()] { wait.wait(); });
    for (int i = 1; i <= 30; ++i)
        p1->take(picture(i * 33ms, false, 1000));
    goesOn.set_value();
    settle();
    p1->take(picture(31 * 33ms, false));
    EXPECT_EQ(asked_, 1);
    p1->take(picture(32 * 33ms, true));
    p1->take(picture(33 * 33ms, false));
    p1->finish();
    settle();
    const auto seen = pictures("demo.track-p1.webm");
    ASSERT_THAT(seen, SizeIs(23)) << "one, the twenty that found room, two";
    EXPECT_EQ(seen[20].at, 660ms);
    EXPECT_TRUE(seen[21].keyframe);
}

TEST_F(SeparateTracksTest, PicturesOfAnotherCodecAreLeftOutAndTheSoundStays)
{
    const auto of = [](const Codec& codec, SentPacket packet) {
        packet.codec = &codec;
        return packet;
    };
    const auto p1 = track("p1"), screen = track("p1", TrackFile::Content::Screen);
    for (Time at = 0ms; at < 3s; at += 20ms) {
        p1->take(of(h264(), picture(at, true)));
        p1->take(sound(at));
        screen->take(of(h264(), picture(at, true)));
    }
    p1->finish();
    screen->finish();
    settle();
    EXPECT_THAT(begun_, ElementsAre("demo.track-p1.webm")) << "a screen has nothing else";
    EXPECT_THAT(pictures("demo.track-p1.webm"), SizeIs(0));
    EXPECT_THAT(sounds("demo.track-p1.webm"), SizeIs(150));
    EXPECT_THAT(leftOut_, ElementsAre("H.264", "H.264")) << "each says so once";
    EXPECT_THAT(failed_, SizeIs(0));
}

TEST_F(SeparateTracksTest, OneThatFailsEndsAlone)
{
    const auto p1 = track("p1"), p2 = track("p2");
    p2->take(picture(0ms, true));
    settle();
    std::filesystem::remove_all(folder_.path());
    for (Time at = 0ms; at < 100ms; at += 33ms)
        p1->take(picture(at, at == 0s));
    p2->take(picture(33ms, false));
    p2->finish();
    settle();
    ASSERT_THAT(failed_, SizeIs(1)) << "and it says so once";
    EXPECT_THAT(failed_[0], HasSubstr("cannot write"));
    EXPECT_THAT(begun_, ElementsAre("demo.track-p2.webm"));
}

} // namespace
} // namespace confab::media
