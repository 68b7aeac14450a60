// SPDX-License-Identifier: Apache-2.0
#include "front/rooms/legacy.hpp"
#include "front/rooms/life_watch.hpp"

#include <gmock/gmock.h>

namespace confab::front {
namespace {

using namespace std::chrono_literals;
using testing::IsEmpty;
using testing::SizeIs;

/// Looks until it is to be ended; 0: not within a thousand looks.
int looksUntilDead(LifeWatch watch, link::LifeSigns signs, int turns, int media)
{
    for (int look = 1; look < 1000; ++look) {
        signs.turnedUs += turns;
        signs.mediaUs += media;
        if (watch.look(signs))
            return look;
    }
    return 0;
}

TEST(LifeWatch, ALoopThatTurnsIsAlive)
{
    EXPECT_EQ(looksUntilDead({}, {}, 1, 0), 0);
}

TEST(LifeWatch, WithoutASignItIsDeadAfterTenLooks)
{
    LifeWatch watch;
    EXPECT_FALSE(watch.look({5, 5}));
    EXPECT_EQ(looksUntilDead(watch, {5, 5}, 0, 0), LifeWatch::kDead);
}

TEST(LifeWatch, MediaThatFlowIsALifeOfItsOwnButNotForEver)
{
    LifeWatch watch;
    EXPECT_FALSE(watch.look({5, 5}));
    EXPECT_EQ(looksUntilDead(watch, {5, 5}, 0, 1), LifeWatch::kStuck);
}

TEST(LifeWatch, NineLooksAreForgiven)
{
    LifeWatch watch;
    for (int turn = 1; turn < 20; ++turn)
        for (int i = 0; i < LifeWatch::kDead; ++i)
            EXPECT_FALSE(watch.look({turn, 0}));
}

class LegacyTest : public testing::Test {
protected:
    using Clock = Legacy::Clock;

    LegacyTest()
    {
        say(0s);
        legacy_.add({.id = "m1", .text = "hi"});
    }
    /// The process says of itself that somebody is in.
    void say(Clock::duration at)
    {
        legacy_.set({.participants = {"p1"},
                     .layout = "grid",
                     .recording = true,
                     .recordings = {{.id = "r1"}},
                     .hosts = {"p1", "gone"},
                     .locked = true},
                    kStart + at);
    }
    /// What the process has that takes the place of one that died then.
    std::optional<link::Restore> afterDeathAt(Clock::duration at)
    {
        legacy_.onDeath(kStart + at, kStart + at);
        return legacy_.handOn([](const auto& host) { return host == "p1"; });
    }

    static constexpr Clock::time_point kStart{1h};
    Legacy legacy_;
};

TEST_F(LegacyTest, WhoDiedLeavesAllOfIt)
{
    const auto restore = afterDeathAt(0s);
    ASSERT_TRUE(restore);
    EXPECT_EQ(restore->layout, "grid");
    EXPECT_THAT(restore->recordings, SizeIs(1));
    EXPECT_THAT(restore->hosts, testing::ElementsAre("p1"));
    EXPECT_TRUE(restore->locked);
    EXPECT_THAT(restore->chat, SizeIs(1));
    EXPECT_FALSE(legacy_.handOn([](const auto&) { return true; })) << "once";
}

TEST_F(LegacyTest, WhoDiedOfItLeavesLessOfIt)
{
    afterDeathAt(0s);
    const auto second = afterDeathAt(10s);
    ASSERT_TRUE(second);
    EXPECT_THAT(second->chat, IsEmpty());
    EXPECT_EQ(second->layout, "grid");
    EXPECT_TRUE(second->recording);
    for (const auto at : {20s, 30s}) {
        const auto bare = afterDeathAt(at);
        ASSERT_TRUE(bare);
        EXPECT_EQ(bare->layout, "");
        EXPECT_FALSE(bare->recording);
        EXPECT_THAT(bare->recordings, IsEmpty());
        EXPECT_TRUE(bare->locked) << "a crash opens no locked room";
        EXPECT_THAT(bare->hosts, SizeIs(1));
    }
    EXPECT_THAT(legacy_.state().recordings, IsEmpty()) << "it is finished now";
}

TEST_F(LegacyTest, WhoDiesWithTheFirstWhoIsBackDiedOfItToo)
{
    afterDeathAt(0s);
    say(10s);
    EXPECT_THAT(afterDeathAt(10500ms)->chat, IsEmpty());
}

TEST_F(LegacyTest, WhoLivedWithSomebodyInDiedOfSomethingElse)
{
    afterDeathAt(0s);
    for (const auto at : {10s, 14s, 18s, 22s}) {
        say(at);
        const auto restore = afterDeathAt(at + 2 * Legacy::kSoon);
        ASSERT_TRUE(restore);
        EXPECT_THAT(restore->chat, SizeIs(1));
        EXPECT_EQ(restore->layout, "grid");
        EXPECT_THAT(restore->recordings, SizeIs(1));
    }
}

TEST_F(LegacyTest, ARecordingIsAsLongAsItsRoomLived)
{
    const auto since = long(kStart.time_since_epoch() / 1ms);
    legacy_.set({.layout = "grid",
                 .recording = true,
                 .recordings = {{.id = "r1", .beforeMs = 1000, .sinceMs = since},
                                {.id = "r2", .paused = true, .beforeMs = 500}}},
                kStart);
    legacy_.onDeath(kStart + 20s, kStart + 12s); // it was killed when it had not moved for a while
    const auto restore = legacy_.handOn([](const auto&) { return true; });
    ASSERT_TRUE(restore);
    ASSERT_THAT(restore->recordings, SizeIs(2));
    EXPECT_EQ(restore->recordings[0].beforeMs, 13000);
    EXPECT_EQ(restore->recordings[0].sinceMs, 0);
    EXPECT_EQ(restore->recordings[1].beforeMs, 500);
}

TEST_F(LegacyTest, ARoomThatHasEndedLeavesNothing)
{
    legacy_.clear();
    EXPECT_FALSE(afterDeathAt(0s));
}

} // namespace
} // namespace confab::front
