// SPDX-License-Identifier: Apache-2.0
#include "bot/bot_run.hpp"
#include "bot/clip/clip_encoder.hpp"

#include "support/fake_mcu.hpp"
#include "support/loop_fixture.hpp"

#include <gmock/gmock.h>

#include <filesystem>

namespace confab::bot {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

class BotTest : public test::LoopFixture {
protected:
    static constexpr int kIndex = 5;

    BotRunSetup setup(Pattern pattern = Pattern::Colour)
    {
        BotRunSetup setup;
        setup.bot.url = mcu_.url();
        setup.bot.room = "demo";
        setup.bot.stay = 1h;
        setup.first = kIndex;
        auto clip = ClipEncoder(pattern, {.width = 320, .height = 180}).clip(kIndex);
        setup.clips = {*clip};
        return setup;
    }
    void start(BotRunSetup setup)
    {
        run_ = std::make_unique<BotRun>(loop_, media::TimeBase(), std::move(setup),
                                        [this] { finished_ = true; });
    }
    /// What the server has of the bot's video.
    VideoCounts sent() const
    {
        return mcu_.peer ? mcu_.peer->meters.frames->counts() : VideoCounts();
    }
    BotReport stop()
    {
        run_->stop();
        EXPECT_TRUE(runUntil([&] { return finished_; }));
        return run_->reports().front();
    }

    test::FakeMcu mcu_{loop_};
    bool finished_ = false;
    std::unique_ptr<BotRun> run_;
};

TEST_F(BotTest, SendsItsColourAndItsTone)
{
    start(setup());
    ASSERT_TRUE(runUntil([&] { return sent().frames > 10; }));
    const auto tiles = mcu_.peer->meters.tiles->tiles();
    ASSERT_EQ(tiles.size(), 1u);
    EXPECT_LT(distance(tiles[0].rgb, botIdentity(kIndex).rgb), 10);
    auto& tones = *mcu_.peer->meters.tones;
    ASSERT_TRUE(runUntil([&] { return !tones.levels().empty(); }));
    ASSERT_TRUE(runUntil([&] { return tones.levels()[botIdentity(kIndex).toneHz] > -20; }));
    EXPECT_LT(tones.levels()[botIdentity(kIndex + 1).toneHz], -50);
}

TEST_F(BotTest, TellsItsAudioLevelInTheHeader)
{
    start(setup());
    ASSERT_TRUE(runUntil([&] { return mcu_.peer && *mcu_.peer->audioLevel >= 0; }));
    EXPECT_EQ(*mcu_.peer->audioLevel, 0x80 | 20);
}

TEST_F(BotTest, AnswersWithWhatWasOffered)
{
    start(setup());
    ASSERT_TRUE(runUntil([&] { return sent().frames > 0; }));
    const std::string& answer = mcu_.peer->answer;
    for (const char* line : {"VP8/90000", "OPUS/48000", "a=sendrecv", "transport-wide-cc",
                             "ssrc-audio-level", "rtx/90000", "nack pli"})
        EXPECT_THAT(answer, HasSubstr(line));
}

TEST_F(BotTest, JumpsToAKeyframeWhenAskedTo)
{
    start(setup(Pattern::Moving)); // a keyframe a second
    ASSERT_TRUE(runUntil([&] { return sent().keyframes > 2; })); // feedback is paced by then
    const auto before = sent().keyframes;
    mcu_.peer->askKeyframe();
    EXPECT_TRUE(runUntil([&] { return sent().keyframes > before; }, 800ms));
}

TEST_F(BotTest, ReportsTheFramesItReceives)
{
    start(setup());
    ASSERT_TRUE(runUntil([&] { return run_->reports()[0].video.gaps.count() > 30; }));
    const auto report = stop();
    EXPECT_EQ(report.video.size.width, 320);
    EXPECT_EQ(report.video.size.height, 180);
    EXPECT_GT(report.video.fps(), 15); // these machines are shared: only that frames flow
    EXPECT_GT(report.video.keyframes, 1);
    ASSERT_TRUE(report.firstFrameMs);
    EXPECT_LT(*report.firstFrameMs, 2000);
    EXPECT_TRUE(allReceived(run_->reports()));
    EXPECT_EQ(mcu_.leaves, 1);
}

TEST_F(BotTest, SeesAndHearsTheMix)
{
    auto s = setup();
    s.bot.watch = s.bot.listen = true;
    start(std::move(s));
    ASSERT_TRUE(runUntil([&] {
        const auto report = run_->reports()[0];
        return report.tiles.size() == 1 && report.tiles[0].identity && !report.tones.empty()
            && report.tones.at(botIdentity(3).toneHz) > -24;
    }));
    const auto report = stop();
    EXPECT_EQ(report.tiles[0].identity, 3);
    EXPECT_LT(report.tones.at(botIdentity(kIndex).toneHz), -50);
}

TEST_F(BotTest, AnObserverReceivesAndNeverSends)
{
    auto s = setup();
    s.bot.observer = true;
    s.bot.peer.sendAudio = s.bot.peer.sendVideo = false;
    start(std::move(s));
    ASSERT_TRUE(runUntil([&] { return run_->receiving() == 1; }));
    EXPECT_THAT(mcu_.peer->answer, HasSubstr("a=recvonly"));
    EXPECT_THAT(mcu_.peer->answer, Not(HasSubstr("a=sendrecv")));
    EXPECT_TRUE(mcu_.joins[0].observer);
    EXPECT_EQ(sent().frames, 0);
}

TEST_F(BotTest, ComesBackWhenTheRoomWasRestarted)
{
    start(setup());
    ASSERT_TRUE(runUntil([&] { return run_->receiving() == 1; }));
    mcu_.restartRoom();
    ASSERT_TRUE(runUntil([&] { return run_->reports()[0].video.longestOutageMs > 0; }));
    EXPECT_EQ(run_->reports()[0].rejoins, 1);
    EXPECT_EQ(mcu_.joins.back().resume, "secret");
    EXPECT_TRUE(runUntil([&] { return sent().frames > 0; }));
}

TEST_F(BotTest, LeavesNothingBehindAfterManyCycles)
{
    auto count = [](const char* folder) {
        return std::distance(std::filesystem::directory_iterator(folder), {});
    };
    auto s = setup();
    s.bot.stay = 0ms;
    s.cycles = 1;
    start(s);
    ASSERT_TRUE(runUntil([&] { return finished_; })); // whatever is made once is made now
    run_.reset();
    finished_ = false;
    // A closed WebSocket may linger for a moment, and idle threads do as long as they may.
    g_thread_pool_set_max_unused_threads(0);
    ASSERT_TRUE(runUntil([&] { return count("/proc/self/task") < 12; }));
    const auto threads = count("/proc/self/task"), files = count("/proc/self/fd");
    s.cycles = 8;
    start(s);
    ASSERT_TRUE(runUntil([&] { return finished_; }, 60s));
    EXPECT_EQ(run_->reports()[0].cyclesDone, 8);
    EXPECT_EQ(mcu_.leaves, 9);
    run_.reset();
    EXPECT_TRUE(runUntil([&] { return count("/proc/self/task") <= threads; }))
        << count("/proc/self/task") << " > " << threads;
    EXPECT_TRUE(runUntil([&] { return count("/proc/self/fd") <= files + 1; }))
        << count("/proc/self/fd") << " > " << files;
}

TEST_F(BotTest, SaysWhyAJoinWasRefused)
{
    mcu_.full = true;
    start(setup());
    ASSERT_TRUE(runUntil([&] { return finished_; }));
    EXPECT_FALSE(allReceived(run_->reports()));
    EXPECT_THAT(run_->reports()[0].errors.at(0), HasSubstr("room.full"));
}

TEST_F(BotTest, SaysThatNoServerIsThere)
{
    auto s = setup();
    s.bot.url = "http://127.0.0.1:1";
    start(std::move(s));
    ASSERT_TRUE(runUntil([&] { return finished_; }));
    EXPECT_THAT(run_->reports()[0].errors.at(0), HasSubstr("confab serve"));
}

} // namespace
} // namespace confab::bot
