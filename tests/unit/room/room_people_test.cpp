// SPDX-License-Identifier: Apache-2.0
#include "support/room_fixture.hpp"

#include <gmock/gmock.h>

namespace confab::room {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class RoomPeopleTest : public test::RoomFixture {
protected:
    /// As the front says it of one who had the secret.
    void comeBack(const std::string& id)
    {
        room_.handle(
            link::Join{id, "secret", {.room = "demo", .name = id, .audio = true}, "", true});
    }
    /// The last message of that type to that participant; null: none.
    json last(const std::string& id, const std::string& type)
    {
        json found;
        for (const auto& message : messagesTo(id))
            if (message["type"] == type)
                found = message;
        return found;
    }
    template <class T> T lastOf()
    {
        T found;
        for (const auto& message : sent_)
            if (const auto* m = std::get_if<T>(&message))
                found = *m;
        return found;
    }
    /// Waits until it is noticed that somebody is gone without a word.
    void lose(const std::string& id)
    {
        room_.handle(link::Gone{id, false});
        tick(config_.room.grace + 1s);
    }
};

TEST_F(RoomPeopleTest, WhatIsSaidGoesToEverybodyAndToWhoComesLater)
{
    join("p1");
    join("p2");
    say("p1", wire::Chat{"hello\tthere"});
    for (const char* id : {"p1", "p2"})
        EXPECT_THAT(told(id, "chat", "text"), ElementsAre("hello there"));
    join("p3", true);
    const auto history = last("p3", "joined")["chat"];
    ASSERT_EQ(history.size(), 1u);
    EXPECT_EQ(history[0]["participant"], "p1");
    EXPECT_EQ(history[0]["name"], "p1");
    EXPECT_FALSE(history[0].contains("type"));
    say("p3", wire::Chat{"hi"});
    EXPECT_EQ(told("p1", "chat", "text").back(), "hi") << "an observer writes too";
}

TEST_F(RoomPeopleTest, WhoSaysTooMuchIsToldAlone)
{
    join("p1");
    join("p2");
    for (int i = 0; i < 7; ++i)
        say("p1", wire::Chat{"x"});
    EXPECT_EQ(told("p2", "chat", "text").size(), 5u);
    EXPECT_THAT(told("p1", "error", "code"), ElementsAre("chat.limit", "chat.limit"));
}

TEST_F(RoomPeopleTest, WhoWishesTooOftenIsToldAlone)
{
    join("p1");
    join("p2");
    const auto heard = told("p2", "layout", "name").size();
    for (int i = 0; i < 50; ++i)
        say("p1", wire::SetLayout{.name = i % 2 ? "grid" : "auto"});
    EXPECT_THAT(told("p1", "error", "code"), SizeIs(10));
    EXPECT_LE(told("p2", "layout", "name").size(), heard + 40);
    say("p2", wire::SetLayout{.name = "grid"});
    EXPECT_THAT(told("p2", "error", "code"), IsEmpty()) << "another one still may";
}

TEST_F(RoomPeopleTest, WhoIsMutedIsNotMixedAndMaySpeakAgain)
{
    join("p1");
    join("p2");
    EXPECT_TRUE(media_.voices["c2"]);
    say("p1", wire::Mute{"p2"});
    EXPECT_FALSE(media_.voices["c2"]);
    EXPECT_TRUE(media_.uplinks["c2"]) << "and is still seen";
    EXPECT_EQ(last("p1", "participant.updated")["audio"], false);
    EXPECT_EQ(last("p2", "mute")["by"], "p1");
    say("p2", wire::StateChange{.audio = true});
    EXPECT_TRUE(media_.voices["c2"]);
}

TEST_F(RoomPeopleTest, WhoIsRemovedCannotComeBackAsTheSame)
{
    join("p1");
    join("p2");
    say("p2", wire::Kick{"p1"});
    EXPECT_THAT(told("p2", "error", "code"), ElementsAre("role.required"));
    say("p1", wire::Kick{"p2"});
    EXPECT_THAT(told("p2", "bye", "reason"), ElementsAre("kicked"));
    EXPECT_EQ(lastOf<link::Removed>().participant, "p2");
    EXPECT_FALSE(lastOf<link::Removed>().mayReturn);
    EXPECT_FALSE(media_.peers.contains("c2"));
    EXPECT_THAT(told("p1", "participant.left", "participant"), ElementsAre("p2"));
}

TEST_F(RoomPeopleTest, AHostMayRemoveThemself)
{
    join("p1");
    join("p2");
    say("p1", wire::Kick{"p1"});
    EXPECT_THAT(told("p1", "bye", "reason"), ElementsAre("kicked"));
    EXPECT_EQ(last("p2", "participant.updated")["role"], "host");
}

TEST_F(RoomPeopleTest, ALockedRoomLetsNobodyInButWhoWasThere)
{
    join("p1");
    join("p2");
    say("p1", wire::Lock{true});
    EXPECT_TRUE(media_.shown["main"].locked) << "the badge";
    EXPECT_EQ(last("p2", "room")["locked"], true);
    join("p3");
    EXPECT_THAT(told("p3", "error", "code"), ElementsAre("room.locked"));
    EXPECT_EQ(lastOf<link::Removed>().participant, "p3");
    lose("p2");
    EXPECT_THAT(told("p1", "participant.left", "participant"), ElementsAre("p2"));
    EXPECT_TRUE(lastOf<link::Removed>().mayReturn) << "the secret is still good";
    comeBack("p2");
    EXPECT_THAT(told("p1", "participant.joined", "participant"), ElementsAre("p2", "p2"));
    EXPECT_EQ(last("p2", "joined")["locked"], true);
    say("p1", wire::Lock{false});
    join("p3");
    EXPECT_EQ(last("p3", "joined")["locked"], false);
    EXPECT_FALSE(media_.shown["main"].locked);
}

TEST_F(RoomPeopleTest, ARoomOpensWithTheLastOfItsHosts)
{
    join("p1");
    say("p1", wire::Lock{true});
    lose("p1");
    EXPECT_TRUE(lastOf<link::State>().locked);
    room_.handle(link::Gone{"p1", true}); // the front: has been away too long
    EXPECT_FALSE(lastOf<link::State>().locked);
    join("p2");
    EXPECT_EQ(last("p2", "joined")["participants"][0]["role"], "host");
}

TEST_F(RoomPeopleTest, ALostHostIsTheHostAgain)
{
    join("p1");
    join("p2");
    lose("p1");
    comeBack("p1");
    EXPECT_EQ(last("p2", "participant.joined")["role"], "host");
    EXPECT_TRUE(last("p2", "participant.updated").is_null());
}

TEST_F(RoomPeopleTest, ASuccessorKeepsHostsLockAndChat)
{
    join("p1");
    join("p2");
    say("p1", wire::SetRole{"p2", wire::Role::Host});
    say("p1", wire::Lock{true});
    say("p2", wire::Chat{"before"});
    const auto state = lastOf<link::State>();
    const auto said = lastOf<link::Said>();
    EXPECT_THAT(state.hosts, ElementsAre("p1", "p2"));

    sent_.clear();
    test::FakeMedia media;
    Room next("demo", config_, book_, media, [this](auto m) { sent_.push_back(std::move(m)); });
    next.handle(link::Restore{.layout = state.layout,
                              .hosts = state.hosts,
                              .locked = state.locked,
                              .chat = {said.message}});
    next.handle(link::Join{"p3", "s", {.room = "demo", .name = "new"}, ""});
    EXPECT_THAT(told("p3", "error", "code"), ElementsAre("room.locked"));
    next.handle(link::Join{"p2", "s", {.room = "demo", .name = "p2"}, "", true});
    const auto joined = last("p2", "joined");
    EXPECT_EQ(joined["locked"], true);
    EXPECT_EQ(joined["participants"][0]["role"], "host");
    EXPECT_EQ(joined["chat"][0]["text"], "before");
}

TEST_F(RoomPeopleTest, AFrontThatIsNewHearsWhatWasSaid)
{
    join("p1");
    say("p1", wire::Chat{"one"});
    say("p1", wire::Chat{"two"});
    sent_.clear();
    room_.introduce();
    ASSERT_EQ(sent_.size(), 3u);
    EXPECT_THAT(std::get<link::State>(sent_[0]).hosts, ElementsAre("p1"));
    EXPECT_EQ(std::get<link::Said>(sent_[1]).message.text, "one");
    EXPECT_EQ(std::get<link::Said>(sent_[2]).message.text, "two");
}

TEST_F(RoomPeopleTest, TheSpeakerComesWithTheLevels)
{
    join("p1");
    join("p2");
    media_.listener->onHeard({{"c2", -30}, {"c9", -20}});
    EXPECT_EQ(last("p1", "speaker"),
              (json{{"type", "speaker"}, {"participant", nullptr}, {"levels", {{"p2", -30}}}}));
    media_.listener->onSpeaks("c2");
    EXPECT_EQ(last("p1", "speaker")["participant"], "p2");
    EXPECT_EQ(last("p1", "speaker")["levels"]["p2"], -30);
    media_.listener->onHeard({});
    EXPECT_EQ(last("p1", "speaker")["levels"], json::object());
    EXPECT_EQ(last("p1", "speaker")["participant"], "p2");
}

TEST_F(RoomPeopleTest, WhoWantsToBeLeftOutOfRecordingsIsShownSo)
{
    room_.handle(link::Join{"p1", "s", {.room = "demo", .name = "p1", .recorded = false}, ""});
    join("p2");
    EXPECT_EQ(last("p2", "joined")["participants"][0]["recorded"], false);
    EXPECT_EQ(last("p2", "joined")["participants"][1]["recorded"], true);
    say("p1", wire::StateChange{.recorded = true});
    EXPECT_EQ(last("p2", "participant.updated")["recorded"], true);
}

TEST_F(RoomPeopleTest, AnOperatorModeratesAndSetsThePicture)
{
    join("p1");
    join("p2");
    EXPECT_FALSE(askFor<wire::ParticipantUpdated>(wire::Mute{"p1"}).participant.audio);
    EXPECT_TRUE(last("p1", "mute")["by"].is_null());
    const wire::SetRole role{"p2", wire::Role::Host};
    EXPECT_EQ(askFor<wire::ParticipantUpdated>(role).participant.role, wire::Role::Host);
    EXPECT_TRUE(askFor<wire::RoomState>(wire::Lock{true}).locked);
    const link::ChangeLayout layout{.layout = {.name = "speaker"}, .version = {}};
    EXPECT_EQ(askFor<link::ShownLayout>(layout).layout.name, "speaker");
    EXPECT_EQ(askFor<link::ShownLayout>(wire::Pin{"p2"}).layout.pinned, "p2");
    EXPECT_EQ(askFor<wire::ParticipantLeft>(wire::Kick{"p2"}).participant, "p2");
    EXPECT_EQ(codeOf(ask(wire::Kick{"p2"})), "participant.unknown");
}

TEST_F(RoomPeopleTest, WhatEverybodyIsToldLeavesTheRoomOnce)
{
    for (const char* id : {"p1", "p2", "p3"})
        join(id);
    sent_.clear();
    media_.listener->onHeard({{"c2", -30}});
    ASSERT_EQ(sent_.size(), 1u);
    EXPECT_THAT(std::get<link::ToClients>(sent_[0]).participants, ElementsAre("p1", "p2", "p3"));
    say("p1", wire::SetLayout{.name = "2x2"});
    const auto layouts = std::ranges::count_if(sent_, [](const auto& message) {
        const auto* m = std::get_if<link::ToClients>(&message);
        return m && json::parse(m->text)["type"] == "layout";
    });
    EXPECT_EQ(layouts, 1);
}

TEST_F(RoomPeopleTest, NobodyIsToldNothing)
{
    media_.listener->onHeard({});
    EXPECT_THAT(sent_, IsEmpty());
}

} // namespace
} // namespace confab::room
