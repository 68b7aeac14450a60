// SPDX-License-Identifier: Apache-2.0
#include "media/media_plane.hpp"
#include "media/pipeline_check.hpp"

#include "support/media_plane_fixture.hpp"
#include "support/media_probe.hpp"

#include <gmock/gmock.h>

#include <fstream>

namespace confab::media {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

using test::kLeft, test::kRight;

using MediaPlaneTest = test::MediaPlaneFixture;

TEST_F(MediaPlaneTest, TwoSeeBothAndHearOneAnother)
{
    invite("a");
    invite("b");
    ASSERT_TRUE(
        runUntil([&] { return guests_["a"].pictureStarted && guests_["b"].pictureStarted; }));
    show({{"a", kLeft}, {"b", kRight}});
    EXPECT_TRUE(runUntil([&] { return isSeen("a", {0, 1}) && isSeen("b", {0, 1}); }));
    EXPECT_TRUE(runUntil([&] { return heard("a", 1) > -24 && heard("b", 0) > -24; }));
    EXPECT_TRUE(runUntil([&] { return heard("a", 0) < -60 && heard("b", 1) < -60; }))
        << "own " << heard("a", 0) << ' ' << heard("b", 1);
}

// Its browser sends nothing but reports about what it receives.
TEST_F(MediaPlaneTest, WhoOnlyReceivesIsHeardOfUntilTheyAreGone)
{
    invite("a", true);
    ASSERT_TRUE(runUntil([&] { return guests_["a"].connected; }));
    ASSERT_TRUE(runUntil([&] { return plane_->activity("a").sinceMedia < 2s; }));
    EXPECT_EQ(plane_->activity("a").sincePicture, std::chrono::milliseconds::max());
    guests_["a"].peer.reset();
    EXPECT_TRUE(runUntil([&] { return plane_->activity("a").sinceMedia > 2s; }));
}

TEST_F(MediaPlaneTest, WhoIsMutedIsNotHeardWhateverTheySend)
{
    invite("a");
    invite("b");
    ASSERT_TRUE(runUntil([&] { return heard("a", 1) > -24 && heard("b", 0) > -24; }));
    EXPECT_TRUE(runUntil([&] { return levels_.contains("a") && levels_.contains("b"); }));
    plane_->setUplink("b", false, true);
    EXPECT_TRUE(runUntil([&] { return heard("a", 1) < -60; })) << heard("a", 1);
    EXPECT_TRUE(runUntil([&] { return levels_.contains("a") && !levels_.contains("b"); }));
    plane_->setUplink("a", false, true);
    EXPECT_TRUE(runUntil([&] { return levels_.empty(); }));
    plane_->setUplink("b", true, true);
    EXPECT_TRUE(runUntil([&] { return heard("a", 1) > -24 && levels_.contains("b"); }));
}

TEST_F(MediaPlaneTest, WhoGoesTakesNobodyAlong)
{
    invite("a");
    invite("b");
    ASSERT_TRUE(
        runUntil([&] { return guests_["a"].pictureStarted && guests_["b"].pictureStarted; }));
    show({{"a", kLeft}, {"b", kRight}});
    ASSERT_TRUE(runUntil([&] { return isSeen("a", {0, 1}); }));
    dismiss("b");
    show({{"a", kLeft}});
    const auto before = frames("a");
    EXPECT_TRUE(runUntil([&] { return frames("a") > before + 30; }));
    EXPECT_TRUE(isSeen("a", {0, -1}));
}

TEST_F(MediaPlaneTest, AWrongCertificateIsRefusedBeforeAnyPicture)
{
    tamper_ = [](std::string sdp) {
        for (auto at = sdp.find("sha-256 "); at != std::string::npos;
             at = sdp.find("sha-256 ", at + 1))
            sdp.replace(at + 8, 5, sdp.compare(at + 8, 5, "00:00") == 0 ? "11:11" : "00:00");
        return sdp;
    };
    invite("a");
    ASSERT_TRUE(runUntil([&] { return !guests_["a"].failed.empty(); }));
    EXPECT_EQ(guests_["a"].failed, "media.refused");
    EXPECT_FALSE(guests_["a"].pictureStarted);
    EXPECT_EQ(frames("a"), 0);
}

// Browsers that were asked for less send it within a second or two; bots do not.
TEST_F(MediaPlaneTest, ATooLargePictureHasSomeSecondsToShrink)
{
    config_.video.maxUplinkPixels = 100 * 100;
    invite("a");
    ASSERT_TRUE(runUntil([&] { return guests_["a"].connected; }));
    pass(2s);
    EXPECT_EQ(guests_["a"].failed, "");
    EXPECT_FALSE(guests_["a"].pictureStarted);
    ASSERT_TRUE(runUntil([&] { return !guests_["a"].failed.empty(); }, 10s));
    EXPECT_EQ(guests_["a"].failed, "media.refused");
}

TEST_F(MediaPlaneTest, RecordsWhatIsSentWithoutAnotherEncoder)
{
    invite("a");
    ASSERT_TRUE(runUntil([&] { return guests_["a"].pictureStarted; }));
    const auto id = plane_->startRecording({.room = "demo"});
    ASSERT_TRUE(id) << id.error().message;
    runUntil([] { return false; }, 1s);
    EXPECT_THAT(ended_, IsEmpty());
    plane_->stopRecording(*id);
    ASSERT_TRUE(runUntil([&] { return !ended_.empty(); }));
    EXPECT_THAT(ended_, ElementsAre(*id));
    EXPECT_GT(std::filesystem::file_size(folder_.path() / "recordings" / (*id + ".webm")), 1000u);
}

// "b" is neither shown nor mixed: what it sends is recorded all the same.
TEST_F(MediaPlaneTest, RecordsWhatEachSendsShownOrNot)
{
    invite("a");
    invite("b");
    ASSERT_TRUE(
        runUntil([&] { return guests_["a"].pictureStarted && guests_["b"].pictureStarted; }));
    plane_->setUplink("b", false, false);
    const auto id = plane_->startRecording({.room = "demo", .tracks = true});
    ASSERT_TRUE(id) << id.error().message;
    ASSERT_TRUE(runUntil([&] { return plane_->recordingPlace(*id).seconds > 3; }));
    plane_->stopRecording(*id);
    ASSERT_TRUE(runUntil([&] { return !ended_.empty(); }));
    EXPECT_THAT(ended_, ElementsAre(*id));
    EXPECT_THAT(tracksIn(*id),
                UnorderedElementsAre("a camera " + *id + ".track-a.webm",
                                     "b camera " + *id + ".track-b.webm"));
    for (const char* name : {".track-a.webm", ".track-b.webm"}) {
        const auto pictures = packets(*id + name, "video");
        const auto sound = packets(*id + name, "audio");
        ASSERT_GT(pictures.size(), 30u) << name;
        ASSERT_GT(sound.size(), 100u) << name;
        EXPECT_FALSE(GST_BUFFER_FLAG_IS_SET(pictures.front().get(), GST_BUFFER_FLAG_DELTA_UNIT));
        EXPECT_LT(GST_BUFFER_PTS(sound.front().get()), 200 * GST_MSECOND) << name;
        EXPECT_LT(GST_BUFFER_PTS(pictures.front().get()), 2 * GST_SECOND) << name;
        EXPECT_GT(GST_BUFFER_PTS(sound.back().get()), 2800 * GST_MSECOND) << name;
        const auto shown =
            GST_BUFFER_PTS(pictures.back().get()) - GST_BUFFER_PTS(pictures.front().get());
        EXPECT_GT(double(pictures.size()) * GST_SECOND / double(shown), 25) << name;
        EXPECT_NEAR(test::MediaProbe(pathOf(*id + name)).seconds(), 3, 0.4) << name;
    }
}

TEST_F(MediaPlaneTest, APauseIsNotInATrack)
{
    invite("a");
    ASSERT_TRUE(runUntil([&] { return guests_["a"].pictureStarted; }));
    const auto id = plane_->startRecording({.room = "demo", .tracks = true});
    ASSERT_TRUE(id) << id.error().message;
    ASSERT_TRUE(runUntil([&] { return plane_->recordingPlace(*id).seconds > 1.5; }));
    plane_->pauseRecording(*id, true);
    const double before = plane_->recordingPlace(*id).seconds;
    pass(2s);
    plane_->pauseRecording(*id, false);
    ASSERT_TRUE(runUntil([&] { return plane_->recordingPlace(*id).seconds > before + 1.5; }));
    plane_->stopRecording(*id);
    ASSERT_TRUE(runUntil([&] { return !ended_.empty(); }));
    const auto sound = packets(*id + ".track-a.webm", "audio");
    ASSERT_GT(sound.size(), 100u);
    GstClockTime last = 0, longest = 0;
    for (const auto& packet : sound) {
        const GstClockTime at = GST_BUFFER_PTS(packet.get());
        ASSERT_GE(at, last);
        longest = std::max(longest, at - last);
        last = at;
    }
    EXPECT_LT(longest, 1500 * GST_MSECOND) << "the pause was longer";
    EXPECT_GT(last, 2700 * GST_MSECOND);
    EXPECT_LT(last, 3600 * GST_MSECOND) << "two seconds of five were a pause";
    const auto pictures = packets(*id + ".track-a.webm", "video");
    ASSERT_FALSE(pictures.empty());
    EXPECT_GT(GST_BUFFER_PTS(pictures.back().get()), 2700 * GST_MSECOND) << "and they came back";
}

TEST_F(MediaPlaneTest, WhoComesLateHasATrackAndWhoComesBackAnother)
{
    invite("a");
    ASSERT_TRUE(runUntil([&] { return guests_["a"].pictureStarted; }));
    const auto id = plane_->startRecording({.room = "demo", .tracks = true});
    ASSERT_TRUE(id) << id.error().message;
    ASSERT_TRUE(runUntil([&] { return plane_->recordingPlace(*id).seconds > 1; }));
    const double invited = plane_->recordingPlace(*id).seconds;
    invite("b");
    ASSERT_TRUE(runUntil([&] { return tracksIn(*id).size() == 2; }));
    pass(1500ms);
    dismiss("b");
    // Whole while the recording goes on: it tells its length.
    const auto length = [&] { return test::MediaProbe(pathOf(*id + ".track-b.webm")).seconds(); };
    ASSERT_TRUE(runUntil([&] { return length() > invited + 1; }));
    const auto sound = packets(*id + ".track-b.webm", "audio");
    ASSERT_FALSE(sound.empty());
    EXPECT_GT(GST_BUFFER_PTS(sound.front().get()), GstClockTime(invited * GST_SECOND));
    invite("b");
    ASSERT_TRUE(runUntil([&] { return tracksIn(*id).size() == 3; }));
    EXPECT_THAT(tracksIn(*id).back(), "b camera " + *id + ".track-b-2.webm");
    plane_->stopRecording(*id);
    ASSERT_TRUE(runUntil([&] { return !ended_.empty(); }));
    EXPECT_THAT(ended_, ElementsAre(*id));
}

TEST_F(MediaPlaneTest, WithoutTracksThereAreNone)
{
    invite("a");
    ASSERT_TRUE(runUntil([&] { return guests_["a"].pictureStarted; }));
    const auto id = plane_->startRecording({.room = "demo"});
    ASSERT_TRUE(id) << id.error().message;
    ASSERT_TRUE(runUntil([&] { return plane_->recordingPlace(*id).seconds > 0.5; }));
    EXPECT_THAT(tracksIn(*id), IsEmpty());
    EXPECT_FALSE(std::filesystem::exists(pathOf(*id + ".track-a.webm")));
    plane_->stopRecording(*id);
    ASSERT_TRUE(runUntil([&] { return !ended_.empty(); }));
}

TEST_F(MediaPlaneTest, NoRecordingBeginsWithTooLittleSpace)
{
    std::filesystem::create_directory(folder_ / "recordings");
    config_.recording.reserveMb = 1'000'000'000;
    const auto id = plane_->startRecording({.room = "demo"});
    ASSERT_FALSE(id);
    EXPECT_THAT(id.error().message, HasSubstr("recording.reserve_mb"));
}

TEST_F(MediaPlaneTest, ARecordingStopsBeforeTheDiskIsFullAndIsWhole)
{
    invite("a");
    ASSERT_TRUE(runUntil([&] { return guests_["a"].pictureStarted; }));
    const auto id = plane_->startRecording({.room = "demo"});
    ASSERT_TRUE(id) << id.error().message;
    runUntil([] { return false; }, 1200ms);
    config_.recording.reserveMb = 1'000'000'000; // as if the rest of the machine had filled it
    ASSERT_TRUE(runUntil([&] { return !ended_.empty(); }));
    EXPECT_THAT(ended_[0], HasSubstr(*id + "only "));
    const auto frames = test::packetsOf(pathOf(*id + ".webm"), "video");
    ASSERT_TRUE(frames) << frames.error().message;
    EXPECT_GT(frames->size(), 5u);
}

TEST_F(MediaPlaneTest, TheCheckBeforeItFindsAnElementThatIsMissing)
{
    EXPECT_TRUE(checkPipelines(PipelineTexts("")));
    const auto folder = folder_ / "pipelines";
    std::filesystem::create_directory(folder);
    std::ofstream(folder / "uplink-video.pipeline") << "nosuchdecoder ! fakesink name=out\n";
    const auto status = checkPipelines(PipelineTexts(folder));
    ASSERT_FALSE(status);
    EXPECT_THAT(status.error().message, HasSubstr("pipeline uplink-video needs"));
}

} // namespace
} // namespace confab::media
