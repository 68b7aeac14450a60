// SPDX-License-Identifier: Apache-2.0
#include "support/room_fixture.hpp"

#include <gmock/gmock.h>

namespace confab::room {
namespace {

using nlohmann::json;
using ::testing::ElementsAre;

/// What an operator may ask of a room, and hears.
class OperatorTest : public test::RoomFixture {
protected:
    json ask(const json& message)
    {
        const auto before = sent_.size();
        room_.handle(link::Call{"1", message});
        for (auto i = before; i < sent_.size(); ++i)
            if (const auto* reply = std::get_if<link::Reply>(&sent_[i]))
                return reply->message;
        return nullptr;
    }
    json change(const char* participant, json what)
    {
        what.update({{"type", "participant"}, {"participant", participant}});
        return ask(what);
    }
};

TEST_F(OperatorTest, SeesWhoIsInAndWhatIsShown)
{
    join("p1");
    join("p2", true);
    ask({{"type", "record"}, {"on", true}});
    const auto room = ask({{"type", "describe"}});
    EXPECT_EQ(room["type"], "description");
    ASSERT_EQ(room["participants"].size(), 2u);
    EXPECT_EQ(room["participants"][0]["name"], "p1");
    EXPECT_EQ(room["participants"][0]["role"], "host");
    EXPECT_EQ(room["participants"][1]["observer"], true);
    EXPECT_EQ(room["recordings"][0]["recording"], "demo-1");
    EXPECT_EQ(room["layout"]["name"], "auto");
    EXPECT_EQ(room["layout"]["canvas"]["width"], 1280);
}

TEST_F(OperatorTest, ChangesTheLayoutIfItIsStillTheOneThatWasSeen)
{
    join("p1");
    const auto seen = ask({{"type", "describe"}})["layout"]["version"];
    const auto changed = ask({{"type", "layout"}, {"name", "2X2"}, {"version", seen}});
    EXPECT_EQ(changed["name"], "2x2");
    EXPECT_EQ(told("p1", "layout", "name").back(), "2x2");
    EXPECT_EQ(ask({{"type", "layout"}, {"name", "pip"}, {"version", seen}})["code"],
              "layout.changed");
    say("p1", wire::SetLayout{.name = "grid"});
    EXPECT_EQ(ask({{"type", "layout"}, {"name", "pip"}, {"version", changed["version"]}})["code"],
              "layout.changed");
    EXPECT_EQ(ask({{"type", "layout"}, {"name", "nothing"}})["code"], "layout.unknown");
    EXPECT_EQ(ask({{"type", "layout"}, {"name", "pip"}})["name"], "pip");
}

TEST_F(OperatorTest, UnpinsOnlyTheOneThatIsPinned)
{
    join("p1");
    join("p2");
    EXPECT_EQ(change("p1", {{"pinned", true}})["type"], "participant.updated");
    EXPECT_EQ(told("p2", "layout", "pinned").back(), "p1");
    change("p2", {{"pinned", false}});
    EXPECT_EQ(told("p2", "layout", "pinned").back(), "p1");
    change("p1", {{"pinned", false}});
    EXPECT_EQ(told("p2", "layout", "pinned").back(), "");
}

TEST_F(OperatorTest, MutesAppointsAndPinsAtOnce)
{
    join("p1");
    join("p2");
    const auto now = change("p2", {{"muted", true}, {"role", "host"}, {"pinned", true}});
    EXPECT_EQ(now["audio"], false);
    EXPECT_EQ(now["role"], "host");
    EXPECT_THAT(told("p2", "mute", "by"), ElementsAre(""));
    EXPECT_EQ(told("p1", "layout", "pinned").back(), "p2");
}

TEST_F(OperatorTest, WishesNothingOfWhoIsNotThere)
{
    join("p1");
    EXPECT_EQ(change("p3", {{"muted", true}})["code"], "participant.unknown");
    EXPECT_EQ(change("p3", {{"pinned", false}})["code"], "participant.unknown");
    EXPECT_EQ(change("p1", {{"pinned", 1}})["code"], "message.invalid");
    EXPECT_EQ(change("p1", {{"role", "king"}})["code"], "message.invalid");
}

TEST_F(OperatorTest, SendsSomebodyAway)
{
    join("p1");
    join("p2");
    EXPECT_EQ(ask({{"type", "kick"}, {"participant", "p2"}})["type"], "participant.left");
    EXPECT_THAT(told("p2", "bye", "reason"), ElementsAre("kicked"));
    EXPECT_THAT(told("p1", "participant.left", "participant"), ElementsAre("p2"));
}

TEST_F(OperatorTest, GetsAPictureWhenThereIsOne)
{
    join("p1");
    const auto before = sent_.size();
    room_.handle(link::Call{"7", {{"type", "snapshot"}}});
    room_.handle(link::Call{"8", {{"type", "snapshot"}}});
    EXPECT_EQ(sent_.size(), before);
    ASSERT_EQ(media_.snapshots.size(), 2u);
    EXPECT_EQ(media_.snapshots[0].first, "main");
    media_.snapshots[0].second(std::string("\xff\xd8"));
    EXPECT_EQ(std::get<link::Reply>(sent_.back()).id, "7");
    EXPECT_EQ(std::get<link::Reply>(sent_.back()).message,
              (json{{"type", "snapshot"}, {"jpeg", "/9g="}}));
    media_.snapshots[1].second(Error{Errc::Media, "no"});
    EXPECT_EQ(std::get<link::Reply>(sent_.back()).message["code"], "snapshot.failed");
}

TEST_F(OperatorTest, HearsWhatCannotBeUnderstood)
{
    EXPECT_EQ(ask({{"on", true}})["code"], "message.invalid");
    EXPECT_EQ(ask({{"type", "dance"}})["code"], "message.unknown");
    EXPECT_EQ(ask({{"type", "leave"}})["code"], "message.unknown");
}

} // namespace
} // namespace confab::room
