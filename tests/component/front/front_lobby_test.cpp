// SPDX-License-Identifier: Apache-2.0
#include "support/front_fixture.hpp"

#include <gmock/gmock.h>

namespace confab::front {
namespace {

using testing::HasSubstr;

/// What everybody may know of a room before joining.
class FrontLobbyTest : public test::FrontFixture {
protected:
    json lobby(const std::string& room) { return jsonOf(get("/api/v1/rooms/" + room + "/lobby")); }
    bool becomes(const std::string& key, const json& value)
    {
        return runUntil([&] { return lobby("demo")[key] == value; });
    }
};

TEST_F(FrontLobbyTest, RoomThatNobodyHasOpenedIsAnsweredToo)
{
    options_.config.recording.autoStart = true;
    start();
    EXPECT_EQ(lobby("demo"),
              (json{{"room", "demo"},
                    {"running", false},
                    {"participants", 0},
                    {"full", false},
                    {"locked", false},
                    {"recording", false},
                    {"autoRecord", true}}));
    EXPECT_THAT(get("/api/v1/rooms/a.b/lobby"), HasSubstr("\"code\":\"room.name\""));
}

TEST_F(FrontLobbyTest, TellsWhoeverComesThatItIsFullAndRecorded)
{
    options_.config.room.maxParticipants = 2;
    start();
    const auto ann = openIn("demo");
    EXPECT_TRUE(becomes("participants", 1));
    EXPECT_EQ(lobby("demo")["full"], false);
    EXPECT_EQ(lobby("demo")["running"], true);
    EXPECT_EQ(lobby("demo")["autoRecord"], false);
    const auto ben = openIn("demo");
    EXPECT_TRUE(becomes("full", true));
    EXPECT_EQ(lobby("demo")["recording"], false);
    ann->send(json{{"type", "record"}, {"on", true}});
    EXPECT_TRUE(becomes("recording", true));
    EXPECT_EQ(lobby("other")["recording"], false);
}

TEST_F(FrontLobbyTest, TellsThatARoomIsLocked)
{
    start();
    const auto ann = openIn("demo");
    ann->send(json{{"type", "lock"}, {"on", true}});
    EXPECT_TRUE(becomes("locked", true));
}

TEST_F(FrontLobbyTest, RecordedRoomThatDiesStaysOneThatRecords)
{
    start();
    const auto ann = openIn("demo");
    ann->send(json{{"type", "record"}, {"on", true}});
    EXPECT_TRUE(becomes("recording", true));
    ann->send(json{{"type", "layout"}, {"name", "die"}});
    EXPECT_TRUE(becomes("participants", 0));
    EXPECT_EQ(lobby("demo")["recording"], true);
}

} // namespace
} // namespace confab::front
