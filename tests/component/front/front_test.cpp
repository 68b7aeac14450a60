// SPDX-License-Identifier: Apache-2.0
#include "support/front_fixture.hpp"
#include "support/ws_frame.hpp"

#include <gmock/gmock.h>
#include <signal.h>

namespace confab::front {
namespace {

using namespace std::chrono_literals;
using test::Browser;
using test::wsFrame;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class FrontTest : public test::FrontFixture {
protected:
    std::string errorTo(Browser& browser, const std::string& text)
    {
        browser.send(text);
        return await(browser, "error").value("code", "none came");
    }
    void order(Browser& browser, const std::string& what)
    {
        browser.send(json{{"type", "layout"}, {"name", what}});
    }
    std::string byeOf(Browser& browser) { return await(browser, "bye").value("reason", "none"); }
    bool isHeard(Browser& browser)
    {
        browser.send(json{{"type", "state"}, {"hand", true}});
        return !await(browser, "echo").is_null();
    }
    bool isClosed(Browser& browser)
    {
        return runUntil([&] { return browser.isClosed(); });
    }
};

TEST_F(FrontTest, MistakesAreAnsweredAndTheConnectionStays)
{
    start();
    const auto browser = open();
    EXPECT_EQ(errorTo(*browser, R"({"type":"state","hand":true})"), "join.first");
    EXPECT_EQ(errorTo(*browser, R"({"type":"leave"})"), "join.first");
    EXPECT_EQ(errorTo(*browser, R"({"type":"dance"})"), "message.unknown");
    EXPECT_EQ(errorTo(*browser, "{"), "message.invalid");
    EXPECT_EQ(errorTo(*browser, "[]"), "message.invalid");
    EXPECT_EQ(errorTo(*browser, joinOf("a/b").dump()), "room.name");
    browser->send(joinOf("demo"));
    EXPECT_FALSE(await(*browser, "joined").is_null());
    EXPECT_EQ(errorTo(*browser, joinOf("demo").dump()), "join.twice");
    EXPECT_EQ(errorTo(*browser, R"({"type":"record"})"), "message.invalid");
    EXPECT_TRUE(isHeard(*browser));
}

TEST_F(FrontTest, ParticipantsGetTheirIdAndSecret)
{
    start();
    const auto ann = openIn("demo");
    const json first = joined_;
    const auto ben = openIn("demo");
    EXPECT_THAT(first["participant"].get<std::string>(), testing::MatchesRegex("p[0-9a-f]{8}"));
    EXPECT_THAT(first["resume"].get<std::string>(), testing::MatchesRegex("[0-9a-f]{32}"));
    EXPECT_NE(first["participant"], joined_["participant"]);
    EXPECT_NE(first["resume"], joined_["resume"]);
    EXPECT_EQ(first["pid"], joined_["pid"]);
}

TEST_F(FrontTest, MessageIsLimitedInAllItsFragments)
{
    start();
    const std::string upgrade = "GET /ws HTTP/1.1\r\nHost: " + host()
        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    const std::string goodbye{'\x88', '\x80', 0, 0, 0, 0};
    const std::string tooBig = "\x03\xf1"; // 1009
    EXPECT_THAT(exchange(upgrade, wsFrame(0x81, 65536) + goodbye), HasSubstr("message.invalid"));
    EXPECT_THAT(exchange(upgrade, wsFrame(0x81, 65537) + goodbye), HasSubstr(tooBig));
    std::string fragments = wsFrame(0x01, 16384);
    for (int i = 0; i < 3; ++i)
        fragments += wsFrame(0x00, 16384);
    EXPECT_THAT(exchange(upgrade, fragments + wsFrame(0x80, 0) + goodbye),
                HasSubstr("message.invalid"));
    EXPECT_THAT(exchange(upgrade, fragments + wsFrame(0x00, 1) + wsFrame(0x80, 60000) + goodbye),
                HasSubstr(tooBig));
}

TEST_F(FrontTest, FloodEndsTheConnection)
{
    start();
    const auto browser = openIn("demo");
    for (int i = 0; i < 500; ++i)
        browser->send(json{{"type", "state"}, {"hand", true}});
    EXPECT_TRUE(isClosed(*browser));
    EXPECT_EQ(browser->closeCode(), 1008);
}

TEST_F(FrontTest, WhoDoesNotJoinIsClosed)
{
    options_.timing.join = 50ms;
    start();
    const auto browser = open();
    EXPECT_TRUE(isClosed(*browser));
    EXPECT_EQ(browser->closeCode(), 1008);
}

TEST_F(FrontTest, LeaveIsAnsweredAndTheRoomKnows)
{
    start();
    const auto ann = openIn("demo");
    const json who = joined_["participant"];
    const auto ben = openIn("demo");
    ann->send(json{{"type", "leave"}});
    EXPECT_EQ(byeOf(*ann), "left");
    EXPECT_TRUE(isClosed(*ann));
    EXPECT_EQ(ann->closeCode(), 1000);
    EXPECT_EQ(
        await(*ben, "gone"),
        (json{{"type", "gone"}, {"participant", who}, {"clean", true}, {"reloading", false}}));
}

TEST_F(FrontTest, ClosingWithoutAFaultIsLeaving)
{
    start();
    const auto ann = openIn("demo");
    const std::string secret = joined_["resume"];
    const json who = joined_["participant"];
    const auto ben = openIn("demo");
    ann->close(1000);
    EXPECT_EQ(await(*ben, "gone")["clean"], true);
    const auto again = openIn("demo", secret);
    EXPECT_NE(joined_["participant"], who);
}

TEST_F(FrontTest, AProxyThatStopsTakesNobodyAlong)
{
    start();
    const auto ben = openIn("demo");
    for (const unsigned short code : {1001, 1005}) {
        const auto ann = openIn("demo");
        const json first = joined_;
        ann->close(code);
        const auto gone = await(*ben, "gone");
        EXPECT_EQ(gone["clean"], false) << code;
        EXPECT_EQ(gone["reloading"], false) << code;
        const auto again = openIn("demo", first["resume"]);
        EXPECT_EQ(joined_["participant"], first["participant"]) << code;
        EXPECT_EQ(joined_["again"], true) << code;
    }
}

TEST_F(FrontTest, APageThatGoesAwayMayComeBack)
{
    start();
    const auto ann = openIn("demo");
    const json first = joined_;
    const auto ben = openIn("demo");
    ann->send(json{{"type", "leave"}, {"back", true}});
    EXPECT_EQ(byeOf(*ann), "left");
    const auto gone = await(*ben, "gone");
    EXPECT_EQ(gone["clean"], false);
    EXPECT_EQ(gone["reloading"], true);
    const auto again = openIn("demo", first["resume"]);
    EXPECT_EQ(joined_["participant"], first["participant"]);
}

TEST_F(FrontTest, PingsAreAnsweredInARoomAndOutside)
{
    start();
    const auto visitor = open();
    visitor->send(json{{"type", "ping"}});
    EXPECT_FALSE(await(*visitor, "pong").is_null());
    const auto ann = openIn("demo");
    ann->send(json{{"type", "ping"}});
    EXPECT_FALSE(await(*ann, "pong").is_null());
    EXPECT_TRUE(ann->take("echo").is_null()) << "it is none of the room's business";
}

TEST_F(FrontTest, WhoIsRemovedIsClosedAndForgotten)
{
    start();
    const auto ann = openIn("demo");
    const std::string secret = joined_["resume"];
    const json who = joined_["participant"];
    order(*ann, "remove");
    EXPECT_TRUE(isClosed(*ann));
    EXPECT_EQ(ann->closeCode(), 1000);
    const auto again = openIn("demo", secret);
    EXPECT_NE(joined_["participant"], who);
}

TEST_F(FrontTest, LostConnectionMayResume)
{
    start();
    const auto ann = openIn("demo");
    const json first = joined_;
    const auto ben = openIn("demo");
    ann->vanish();
    EXPECT_EQ(await(*ben, "gone")["clean"], false);
    const auto again = openIn("demo", first["resume"]);
    EXPECT_EQ(joined_["participant"], first["participant"]);
    EXPECT_EQ(joined_["resume"], first["resume"]);
    EXPECT_EQ(joined_["again"], true);
}

TEST_F(FrontTest, LostConnectionIsGivenUpInTheEnd)
{
    options_.timing.resume = 50ms;
    start();
    const auto ann = openIn("demo");
    const json first = joined_;
    const auto ben = openIn("demo");
    order(*ann, "lose");
    ann->vanish();
    EXPECT_EQ(await(*ben, "gone")["clean"], false);
    EXPECT_EQ(await(*ben, "gone")["clean"], true);
    const auto again = openIn("demo", first["resume"]);
    EXPECT_NE(joined_["participant"], first["participant"]);
}

TEST_F(FrontTest, WhomTheRoomStillHasMayComeBackAtAnyTime)
{
    options_.timing.resume = 20ms;
    start();
    const auto ann = openIn("demo");
    const json first = joined_;
    const auto ben = openIn("demo");
    ann->vanish();
    EXPECT_EQ(await(*ben, "gone")["clean"], false);
    EXPECT_TRUE(await(*ben, "gone", 200ms).is_null());
    const auto again = openIn("demo", first["resume"]);
    EXPECT_EQ(joined_["participant"], first["participant"]);
}

TEST_F(FrontTest, ResumingReplacesTheOldConnection)
{
    start();
    const auto ann = openIn("demo");
    const json first = joined_;
    const auto ben = openIn("demo");
    const auto again = openIn("demo", first["resume"]);
    EXPECT_EQ(joined_["participant"], first["participant"]);
    EXPECT_EQ(byeOf(*ann), "replaced");
    EXPECT_TRUE(isClosed(*ann));
    EXPECT_TRUE(isHeard(*again));
    EXPECT_TRUE(ben->take("gone").is_null());
}

TEST_F(FrontTest, SecretOfAnotherRoomIsWorthNothing)
{
    start();
    const auto ann = openIn("one");
    const json first = joined_;
    const auto thief = openIn("two", first["resume"]);
    EXPECT_NE(joined_["participant"], first["participant"]);
    EXPECT_TRUE(isHeard(*ann));
}

TEST_F(FrontTest, DeadRoomTakesNoOtherAlong)
{
    start();
    const auto ann = openIn("one");
    const json first = joined_;
    const auto ben = openIn("two");
    order(*ann, "die");
    EXPECT_EQ(byeOf(*ann), "room-restarted");
    EXPECT_TRUE(isClosed(*ann));
    EXPECT_TRUE(isHeard(*ben));
    const auto again = openIn("one", first["resume"]);
    EXPECT_EQ(joined_["participant"], first["participant"]);
    EXPECT_NE(joined_["pid"], first["pid"]);
    EXPECT_EQ(joined_["restored"], "grid");
}

TEST_F(FrontTest, RecordingRoomIsStartedAgainAtOnce)
{
    start();
    const auto ann = openIn("demo");
    ann->send(json{{"type", "record"}, {"on", true}});
    EXPECT_FALSE(await(*ann, "echo").is_null());
    order(*ann, "die");
    EXPECT_EQ(byeOf(*ann), "room-restarted");
    const auto ben = openIn("demo");
    EXPECT_EQ(joined_["restored"], "grid recording");
}

TEST_F(FrontTest, HangingRoomIsKilled)
{
    options_.timing.heartbeat = 50ms;
    start();
    const auto ann = openIn("one");
    const json first = joined_;
    const auto ben = openIn("two");
    order(*ann, "hang");
    EXPECT_EQ(byeOf(*ann), "room-restarted");
    EXPECT_EQ(kill(first["pid"].get<pid_t>(), 0), -1);
    EXPECT_TRUE(isHeard(*ben));
}

TEST_F(FrontTest, RoomThatDoesNotStartIsReported)
{
    start();
    const auto ann = open();
    ann->send(joinOf("broken"));
    const auto error = await(*ann, "error");
    EXPECT_EQ(error["code"], "room.unavailable");
    EXPECT_THAT(error["message"].get<std::string>(), HasSubstr("exit status 3"));
    EXPECT_TRUE(ann->isOpen());
}

TEST_F(FrontTest, RoomThatFailsTooOftenIsClosedForAWhile)
{
    options_.timing.deaths = 500ms;
    start();
    const auto ann = open();
    json error;
    for (int i = 0; i < 7; ++i) {
        ann->send(joinOf("broken"));
        error = await(*ann, "error");
    }
    EXPECT_THAT(error["message"].get<std::string>(), HasSubstr("too often"));
    const auto ben = openIn("other");
    const auto isOpenAgain = [&] {
        runUntil([] { return false; }, 20ms); // more often would be a flood
        ann->send(joinOf("broken"));
        const std::string why = await(*ann, "error")["message"];
        return why.find("exit status 3") != std::string::npos;
    };
    EXPECT_TRUE(runUntil(isOpenAgain));
}

TEST_F(FrontTest, EmptyRoomEndsAfterItsGrace)
{
    options_.config.room.emptyGrace = 1s;
    start();
    const auto ann = openIn("demo");
    const pid_t pid = joined_["pid"];
    const auto socket = folder_ / "runtime" / "demo.sock";
    ann->send(json{{"type", "leave"}});
    EXPECT_EQ(byeOf(*ann), "left");
    EXPECT_EQ(kill(pid, 0), 0);
    EXPECT_TRUE(runUntil([&] { return kill(pid, 0) != 0; }));
    EXPECT_TRUE(runUntil([&] { return !std::filesystem::exists(socket); }));
}

TEST_F(FrontTest, ShutDownSaysGoodbyeAndEndsStubbornRooms)
{
    options_.timing.roomEnd = 50ms;
    start();
    const auto ann = openIn("demo");
    const auto ben = openIn("stubborn");
    const pid_t pid = joined_["pid"];
    const auto eve = open();
    stop();
    for (auto* browser : {ann.get(), ben.get(), eve.get()})
        EXPECT_EQ(byeOf(*browser), "shutdown");
    EXPECT_EQ(kill(pid, 0), -1);
}

TEST_F(FrontTest, RestartedFrontFindsItsRooms)
{
    start();
    const auto ann = openIn("demo");
    const json first = joined_;
    front_.reset(); // as if killed
    std::ofstream(folder_ / "runtime" / "stale.sock") << "";
    start();
    EXPECT_FALSE(std::filesystem::exists(folder_ / "runtime" / "stale.sock"));
    const auto again = openIn("demo", first["resume"]);
    EXPECT_EQ(joined_["participant"], first["participant"]);
    EXPECT_EQ(joined_["pid"], first["pid"]);
    EXPECT_EQ(joined_["again"], true);
}

TEST_F(FrontTest, RoomOfAnotherVersionIsEndedAndAnotherTakesItsPlace)
{
    start();
    const auto ann = openIn("old");
    const json first = joined_;
    front_.reset();
    start();
    const auto again = openIn("old", first["resume"]);
    EXPECT_EQ(joined_["participant"], first["participant"]);
    EXPECT_EQ(joined_["isBack"], true);
    EXPECT_EQ(joined_["again"], false);
    EXPECT_NE(joined_["pid"], first["pid"]);
    EXPECT_EQ(kill(first["pid"].get<pid_t>(), 0), -1);
}

TEST_F(FrontTest, WhatGoesToSeveralReachesEachOfThem)
{
    start();
    const auto ann = openIn("demo");
    const auto ben = openIn("demo");
    auto eve = openIn("demo");
    const json gone{{"type", "gone"},
                    {"participant", joined_["participant"]},
                    {"clean", true},
                    {"reloading", false}};
    eve->send(json{{"type", "leave"}});
    for (auto* browser : {ann.get(), ben.get()})
        EXPECT_EQ(await(*browser, "gone"), gone);
}

} // namespace
} // namespace confab::front
