// SPDX-License-Identifier: Apache-2.0
#include "support/front_fixture.hpp"

#include <gmock/gmock.h>
#include <signal.h>

namespace confab::front {
namespace {

using namespace std::chrono_literals;
using test::Browser;
using testing::HasSubstr;

/// Rooms that are slow, busy or dead, and who wants to join them. The room is
/// tests/support/fake_room.cpp.
class FrontLifeTest : public test::FrontFixture {
protected:
    using Browsers = std::vector<std::unique_ptr<Browser>>;

    FrontLifeTest()
    {
        options_.timing.joinWait = 50ms;
        options_.timing.roomDescribe = 50ms;
    }
    /// A room without a sign of life is dead after half a second.
    void startImpatiently()
    {
        options_.timing.heartbeat = 50ms;
        start();
    }
    void order(Browser& browser, const std::string& what)
    {
        browser.send(json{{"type", "layout"}, {"name", what}});
    }
    std::unique_ptr<Browser> ask(const std::string& room)
    {
        auto browser = open();
        browser->send(joinOf(room));
        return browser;
    }
    Browsers askMany(const std::string& room, int count)
    {
        Browsers browsers;
        for (int i = 0; i < count; ++i)
            browsers.push_back(ask(room));
        return browsers;
    }
    static bool isRunning(const json& joined) { return kill(joined["pid"].get<pid_t>(), 0) == 0; }
    /// As the API has it.
    json roomNamed(const std::string& name) { return jsonOf(get("/api/v1/rooms/" + name)); }
    /// The room "slow" works off one more join.
    static void workOff(Browser& host) { host.send(json{{"type", "chat"}, {"text", "next"}}); }
};

TEST_F(FrontLifeTest, ALoopThatDoesNotTurnIsAliveWhileMediaFlow)
{
    startImpatiently();
    const auto ann = openIn("demo");
    const auto first = joined_;
    order(*ann, "toil"); // three times as long as a room without a sign of life has
    const auto ben = openIn("demo");
    EXPECT_EQ(joined_["pid"], first["pid"]);
    EXPECT_TRUE(ann->take("bye").is_null());
}

TEST_F(FrontLifeTest, AStoppedRoomIsKilledAfterTenLooks)
{
    startImpatiently();
    const auto ann = openIn("demo");
    const auto first = joined_;
    const auto begun = std::chrono::steady_clock::now();
    order(*ann, "hang");
    EXPECT_EQ(await(*ann, "bye")["reason"], "room-restarted");
    EXPECT_FALSE(isRunning(first));
    EXPECT_GE(std::chrono::steady_clock::now() - begun, 9 * options_.timing.heartbeat);
}

TEST_F(FrontLifeTest, AStoppedRoomThatIsFoundIsKilledToo)
{
    startImpatiently();
    const auto ann = openIn("demo");
    const auto first = joined_;
    front_.reset(); // as if killed
    kill(first["pid"].get<pid_t>(), SIGSTOP);
    start();
    const auto again = openIn("demo", first["resume"]);
    EXPECT_NE(joined_["pid"], first["pid"]);
    EXPECT_FALSE(isRunning(first));
}

TEST_F(FrontLifeTest, ARoomThatIsLateSaysSoAndLetsNobodyInMeanwhile)
{
    options_.timing.heartbeat = 250ms;
    start();
    const auto ann = openIn("demo");
    order(*ann, "toil");
    const auto isLate = [&] { return roomNamed("demo").value("lagMs", 0) > 0; };
    EXPECT_TRUE(runUntil(isLate));
    EXPECT_TRUE(runUntil([&] { return !isLate(); }));
}

TEST_F(FrontLifeTest, TwoJoinsAreInWorkAndTheOthersWait)
{
    start();
    const auto host = openIn("slow");
    const auto guests = askMany("slow", 4);
    EXPECT_FALSE(await(*guests[1], "joined").is_null());
    EXPECT_EQ(await(*guests[2], "waiting")["ahead"], 0);
    EXPECT_EQ(await(*guests[3], "waiting")["ahead"], 1);
    EXPECT_TRUE(guests[2]->take("joined").is_null());
    workOff(*host);
    EXPECT_FALSE(await(*guests[2], "joined").is_null());
    workOff(*host);
    EXPECT_FALSE(await(*guests[3], "joined").is_null());
}

TEST_F(FrontLifeTest, TheRoomNeverHearsOfWhoLeavesBeforeTheirTurn)
{
    start();
    const auto host = openIn("slow");
    const auto guests = askMany("slow", 4);
    EXPECT_FALSE(await(*guests[3], "waiting").is_null());
    guests[2]->send(json{{"type", "leave"}});
    EXPECT_EQ(await(*guests[2], "bye")["reason"], "left");
    workOff(*host);
    EXPECT_FALSE(await(*guests[3], "joined").is_null());
    EXPECT_TRUE(host->take("gone").is_null());
}

TEST_F(FrontLifeTest, WhoWaitsIsNotInYet)
{
    start();
    const auto host = openIn("slow");
    const auto guests = askMany("slow", 3);
    EXPECT_FALSE(await(*guests[2], "waiting").is_null());
    guests[2]->send(json{{"type", "chat"}, {"text", "let me in"}});
    EXPECT_EQ(await(*guests[2], "error")["code"], "room.unavailable");
}

TEST_F(FrontLifeTest, WhoWaitsWhileTheRoomDiesComesIntoTheNextOne)
{
    start();
    const auto host = openIn("slow");
    const auto first = joined_;
    const auto guests = askMany("slow", 3);
    EXPECT_FALSE(await(*guests[2], "waiting").is_null());
    order(*host, "die");
    EXPECT_EQ(await(*guests[1], "bye")["reason"], "room-restarted");
    EXPECT_NE(await(*guests[2], "joined")["pid"], first["pid"]);
}

TEST_F(FrontLifeTest, ManyRoomsAtOnceAllStart)
{
    start();
    Browsers browsers;
    for (int i = 0; i < 12; ++i)
        browsers.push_back(ask("late" + std::to_string(i)));
    for (const auto& browser : browsers)
        EXPECT_FALSE(await(*browser, "joined").is_null());
    for (const auto& room : jsonOf(get("/api/v1/rooms")))
        EXPECT_EQ(room["restarts"], 0);
}

TEST_F(FrontLifeTest, ARoomThatNobodyWantsAnyMoreIsNotStarted)
{
    start();
    Browsers browsers;
    for (int i = 0; i < 16; ++i)
        browsers.push_back(ask("late" + std::to_string(i)));
    const auto last = ask("late-last");
    EXPECT_TRUE(runUntil([&] { return roomNamed("late-last").value("state", "") == "starting"; }));
    last->send(json{{"type", "leave"}});
    EXPECT_EQ(await(*last, "bye")["reason"], "left");
    EXPECT_EQ(roomNamed("late-last")["code"], "room.unknown");
}

TEST_F(FrontLifeTest, AClientOpensAHundredRoomsAndNoMore)
{
    start();
    Browsers browsers;
    for (int i = 0; i < 100; ++i)
        browsers.push_back(ask("late" + std::to_string(i)));
    const auto ann = ask("one-more");
    EXPECT_EQ(await(*ann, "error")["code"], "room.limit");
}

TEST_F(FrontLifeTest, WhatKillsOneRoomAfterTheOtherIsNotHandedOn)
{
    for (const char* room : {"heir", "pauper"}) {
        start();
        auto ann = openIn(room);
        ann->send(json{{"type", "chat"}, {"text", "poison"}});
        EXPECT_FALSE(await(*ann, "echo").is_null());
        order(*ann, "die");
        json joined;
        for (int death = 0; death < 4 && joined.is_null(); ++death) {
            json bye;
            runUntil([&] {
                if (joined.is_null() && bye.is_null()) {
                    joined = ann->take("joined");
                    bye = ann->take("bye");
                }
                return !joined.is_null() || !bye.is_null();
            });
            if (joined.is_null())
                ann = ask(room);
        }
        ASSERT_FALSE(joined.is_null()) << room;
        EXPECT_TRUE(joined["chat"].empty());
        stop();
    }
}

} // namespace
} // namespace confab::front
