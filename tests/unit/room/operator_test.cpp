// SPDX-License-Identifier: Apache-2.0
#include "support/room_fixture.hpp"

#include <gmock/gmock.h>

namespace confab::room {
namespace {

using ::testing::ElementsAre;
using wire::Role;

/// What an operator may ask of a room, and hears.
class OperatorTest : public test::RoomFixture {
protected:
    static link::ChangeLayout layout(const char* name, std::optional<int> version = {})
    {
        return {.layout = {.name = name}, .version = version};
    }
    wire::Participant change(const link::ChangeParticipant& wish)
    {
        return askFor<wire::ParticipantUpdated>(wish).participant;
    }
};

TEST_F(OperatorTest, SeesWhoIsInAndWhatIsShown)
{
    join("p1");
    join("p2", true);
    ask(wire::Record{.on = true});
    const auto room = askFor<link::Description>(link::Describe{});
    ASSERT_EQ(room.participants.size(), 2u);
    EXPECT_EQ(room.participants[0].name, "p1");
    EXPECT_EQ(room.participants[0].role, Role::Host);
    EXPECT_TRUE(room.participants[1].observer);
    ASSERT_EQ(room.recordings.size(), 1u);
    EXPECT_EQ(room.recordings[0].id, "demo-1");
    EXPECT_EQ(room.layout.layout.name, "auto");
    EXPECT_EQ(room.layout.layout.width, 1280);
}

TEST_F(OperatorTest, ChangesTheLayoutIfItIsStillTheOneThatWasSeen)
{
    join("p1");
    const int seen = askFor<link::Description>(link::Describe{}).layout.version;
    const auto changed = askFor<link::ShownLayout>(layout("2X2", seen));
    EXPECT_EQ(changed.layout.name, "2x2");
    EXPECT_EQ(told("p1", "layout", "name").back(), "2x2");
    EXPECT_EQ(codeOf(ask(layout("pip", seen))), "layout.changed");
    say("p1", wire::SetLayout{.name = "grid"});
    EXPECT_EQ(codeOf(ask(layout("pip", changed.version))), "layout.changed");
    EXPECT_EQ(codeOf(ask(layout("nothing"))), "layout.unknown");
    EXPECT_EQ(askFor<link::ShownLayout>(layout("pip")).layout.name, "pip");
}

TEST_F(OperatorTest, TakesCustomLayoutsOut)
{
    join("p1");
    const auto custom = [](const std::string& name) {
        return wire::SetLayout{
            .custom = R"({"name":")" + name
                + R"(","variants":[{"max":1,"cells":[{"id":"a","rect":[0,0,1,1]}]}]})"};
    };
    say("p1", custom("Rude"));
    say("p1", custom("shown"));
    const auto namesOf = [](const link::CustomLayouts& all) {
        std::vector<std::string> names;
        for (const auto& one : all.layouts)
            names.push_back(one.name + (one.shown ? " is shown, of " : ", of ") + one.by);
        return names;
    };
    EXPECT_THAT(namesOf(askFor<link::CustomLayouts>(link::ListLayouts{})),
                ElementsAre("Rude, of p1", "shown is shown, of p1"));
    EXPECT_THAT(namesOf(askFor<link::CustomLayouts>(link::RemoveLayout{"rude"})),
                ElementsAre("shown is shown, of p1"));
    EXPECT_EQ(codeOf(ask(link::RemoveLayout{"rude"})), "layout.missing");
    EXPECT_EQ(codeOf(ask(link::RemoveLayout{"shown"})), "layout.needed");
    EXPECT_EQ(codeOf(ask(link::RemoveLayout{"grid"})), "layout.needed");
    ask(layout("grid"));
    EXPECT_THAT(namesOf(askFor<link::CustomLayouts>(link::RemoveLayout{"shown"})), ElementsAre());
}

TEST_F(OperatorTest, UnpinsOnlyTheOneThatIsPinned)
{
    join("p1");
    join("p2");
    EXPECT_EQ(change({.participant = "p1", .pinned = true}).id, "p1");
    EXPECT_EQ(told("p2", "layout", "pinned").back(), "p1");
    change({.participant = "p2", .pinned = false});
    EXPECT_EQ(told("p2", "layout", "pinned").back(), "p1");
    change({.participant = "p1", .pinned = false});
    EXPECT_EQ(told("p2", "layout", "pinned").back(), "");
}

TEST_F(OperatorTest, MutesAppointsAndPinsAtOnce)
{
    join("p1");
    join("p2");
    const auto now =
        change({.participant = "p2", .muted = true, .pinned = true, .role = Role::Host});
    EXPECT_FALSE(now.audio);
    EXPECT_EQ(now.role, Role::Host);
    EXPECT_THAT(told("p2", "mute", "by"), ElementsAre(""));
    EXPECT_EQ(told("p1", "layout", "pinned").back(), "p2");
}

TEST_F(OperatorTest, WishesNothingOfWhoIsNotThere)
{
    join("p1");
    for (const auto& wish :
         {link::ChangeParticipant{.participant = "p3", .muted = true},
          link::ChangeParticipant{.participant = "p3", .pinned = false},
          link::ChangeParticipant{.participant = "p3", .pinned = true, .role = Role::Host}})
        EXPECT_EQ(codeOf(ask(wish)), "participant.unknown");
    EXPECT_THAT(told("p1", "mute", "by"), ElementsAre());
}

TEST_F(OperatorTest, SendsSomebodyAway)
{
    join("p1");
    join("p2");
    EXPECT_EQ(askFor<wire::ParticipantLeft>(wire::Kick{"p2"}).participant, "p2");
    EXPECT_THAT(told("p2", "bye", "reason"), ElementsAre("kicked"));
    EXPECT_THAT(told("p1", "participant.left", "participant"), ElementsAre("p2"));
}

TEST_F(OperatorTest, GetsAPictureWhenThereIsOne)
{
    join("p1");
    const auto before = sent_.size();
    room_.handle(link::Call{"7", link::TakeSnapshot{}});
    room_.handle(link::Call{"8", link::TakeSnapshot{}});
    EXPECT_EQ(sent_.size(), before);
    ASSERT_EQ(media_.snapshots.size(), 2u);
    EXPECT_EQ(media_.snapshots[0].first, "main");
    media_.snapshots[0].second(std::string("\xff\xd8"));
    const auto& reply = std::get<link::Reply>(sent_.back());
    EXPECT_EQ(reply.id, "7");
    EXPECT_EQ(std::get<link::Snapshot>(reply.answer).jpeg, "\xff\xd8");
    media_.snapshots[1].second(Error{Errc::Media, "no"});
    EXPECT_EQ(codeOf(std::get<link::Reply>(sent_.back()).answer), "snapshot.failed");
}

} // namespace
} // namespace confab::room
