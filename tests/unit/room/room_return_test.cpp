// SPDX-License-Identifier: Apache-2.0
#include "support/room_fixture.hpp"

#include <gmock/gmock.h>

namespace confab::room {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// Connections that are lost and found again, and sessions that are replaced.
class RoomReturnTest : public test::RoomFixture {
protected:
    using Peers = std::optional<std::vector<std::string>>;

    /// What a client says of its sessions.
    static Peers with(std::vector<std::string> ids) { return ids; }
    void comeBack(const std::string& id, Peers peers = {}, bool video = true)
    {
        room_.handle(link::Join{
            id,
            "secret",
            {.room = "demo", .name = id, .audio = true, .video = video, .peers = std::move(peers)},
            "",
            true});
    }
    void lose(const std::string& id) { room_.handle(link::Gone{id, false}); }
    json last(const std::string& id, const std::string& type)
    {
        json found;
        for (const auto& message : messagesTo(id))
            if (message["type"] == type)
                found = message;
        return found;
    }
    /// A room of two whose cameras are seen; the first is a host and has raised a hand.
    void beTwo()
    {
        for (const char* id : {"p1", "p2"})
            join(id);
        for (const char* peer : {"c1", "c2"}) {
            media_.listener->onConnected(peer);
            media_.picture(peer);
        }
        say("p1", wire::StateChange{.hand = true});
        tick(10s); // their sessions are some time old
        sent_.clear();
    }
};

TEST_F(RoomReturnTest, TheOthersHearNothingOfALostConnection)
{
    beTwo();
    const auto seat = tiles()[0];
    lose("p1");
    tick(20s);
    comeBack("p1", with({"c1"}));
    EXPECT_THAT(messagesTo("p2"), IsEmpty());
    EXPECT_EQ(tiles()[0], seat);
    const auto joined = last("p1", "joined");
    EXPECT_EQ(joined["participants"][0]["role"], "host");
    EXPECT_EQ(joined["participants"][0]["hand"], true);
    EXPECT_EQ(joined["peers"], json::array({"c1"}));
    EXPECT_EQ(media_.peers.size(), 2u) << "what works is not replaced";
}

TEST_F(RoomReturnTest, AJoinIsWorkedOffWhenItsOfferIsOut)
{
    const auto admitted = [this] {
        return std::ranges::count_if(std::exchange(sent_, {}), [](const auto& message) {
            const auto* one = std::get_if<link::Admitted>(&message);
            return one && one->participant == "p1";
        });
    };
    join("p1");
    EXPECT_EQ(admitted(), 0);
    media_.offer("c1");
    EXPECT_EQ(admitted(), 1);
    lose("p1");
    comeBack("p1", with({"c1"}));
    EXPECT_EQ(admitted(), 1) << "no offer is needed";
    lose("p1");
    comeBack("p1", with({}));
    EXPECT_EQ(admitted(), 0);
    media_.offer("c2");
    EXPECT_EQ(admitted(), 1);
}

TEST_F(RoomReturnTest, WhatWasMissedIsSaidAgain)
{
    beTwo();
    lose("p1");
    say("p2", wire::Chat{"are you there?"});
    join("p3");
    sent_.clear();
    comeBack("p1", with({"c1"}));
    const auto joined = last("p1", "joined");
    EXPECT_EQ(joined["chat"][0]["text"], "are you there?");
    EXPECT_EQ(joined["participants"].size(), 3u);
    EXPECT_THAT(told("p1", "uplink", "peer"), ElementsAre("c1"));
}

TEST_F(RoomReturnTest, APageThatWasLoadedAgainGetsANewSessionInItsOldPlace)
{
    beTwo();
    room_.handle(link::Gone{"p1", false, true});
    comeBack("p1", with({}));
    EXPECT_EQ(last("p1", "joined")["peers"], json::array());
    ASSERT_TRUE(media_.peers.contains("c3"));
    media_.offer("c3");
    EXPECT_EQ(last("p1", "offer")["replaces"], "c1");
    EXPECT_EQ(tiles()[0].peer, "c1") << "its last picture stays";
    media_.listener->onConnected("c3");
    EXPECT_EQ(tiles()[0].peer, "c1");
    media_.picture("c3");
    EXPECT_EQ(tiles()[0].participant, "p1");
    EXPECT_EQ(tiles()[0].peer, "c3");
    EXPECT_FALSE(media_.peers.contains("c1"));
    EXPECT_THAT(told("p2", "participant.left", "participant"), IsEmpty());
}

TEST_F(RoomReturnTest, APageThatWentAwayForGoodHasLeftSoon)
{
    beTwo();
    media_.peers["c1"].sinceMedia = 20s;
    room_.handle(link::Gone{"p1", false, true});
    tick(14s);
    EXPECT_THAT(told("p2", "participant.left", "participant"), IsEmpty());
    tick(16s);
    EXPECT_THAT(told("p2", "participant.left", "participant"), ElementsAre("p1"));
    comeBack("p1", with({}));
    EXPECT_EQ(last("p1", "joined")["participants"][1]["role"], "host") << "within the minute";
}

TEST_F(RoomReturnTest, WhoIsGoneAltogetherHasNoTileAndTheirSeatWhenTheyAreBack)
{
    beTwo();
    lose("p1");
    media_.peers["c1"].sinceMedia = 1s;
    tick(11s);
    EXPECT_EQ(tiles().size(), 2u) << "a moment is nothing";
    media_.peers["c1"].sinceMedia = 3s;
    tick(13s);
    ASSERT_EQ(tiles().size(), 1u);
    EXPECT_EQ(tiles()[0].participant, "p2");
    EXPECT_THAT(told("p2", "participant.left", "participant"), IsEmpty()) << "they may be back";
    comeBack("p1", with({"c1"}));
    ASSERT_EQ(tiles().size(), 2u);
    EXPECT_EQ(tiles()[0].participant, "p1");
}

TEST_F(RoomReturnTest, AFullRoomKeepsNoPlaceForWhoIsAway)
{
    config_.room.maxParticipants = 2;
    beTwo();
    lose("p1");
    join("p3");
    EXPECT_THAT(told("p3", "error", "code"), ElementsAre("room.full")) << "they still send";
    media_.peers["c1"].sinceMedia = 3s;
    tick(13s);
    join("p4");
    EXPECT_THAT(told("p4", "joined", "participant"), ElementsAre("p4"));
    EXPECT_THAT(told("p2", "participant.left", "participant"), ElementsAre("p1"));
}

TEST_F(RoomReturnTest, TheLastPictureOfASessionThatIsReplacedStays)
{
    beTwo();
    media_.peers["c1"].sincePicture = 3s;
    tick(11s);
    EXPECT_EQ(tiles()[0].face, PictureTile::Face::Stalled);
    say("p1", wire::Restart{"c1"});
    media_.peers["c1"].sincePicture = 9s;
    tick(17s);
    EXPECT_EQ(tiles()[0].face, PictureTile::Face::Stalled);
    EXPECT_EQ(tiles()[0].peer, "c1");
    media_.picture("c3");
    EXPECT_EQ(tiles()[0].face, PictureTile::Face::Live);
}

TEST_F(RoomReturnTest, AClientThatDoesNotSayHasTheSessionsOfBefore)
{
    beTwo();
    lose("p1");
    comeBack("p1");
    EXPECT_EQ(last("p1", "joined")["peers"], json::array({"c1"}));
    EXPECT_EQ(media_.peers.size(), 2u);
}

TEST_F(RoomReturnTest, ASessionThatItsClientGivesUpIsReplaced)
{
    beTwo();
    say("p1", wire::Restart{"c1"});
    ASSERT_TRUE(media_.peers.contains("c3"));
    EXPECT_TRUE(media_.uplinks["c3"]);
    media_.offer("c3");
    EXPECT_EQ(last("p1", "offer")["kind"], "camera");
    EXPECT_EQ(last("p1", "offer")["replaces"], "c1");
    say("p1", wire::Answer{"c3", "v=0"});
    EXPECT_TRUE(media_.voices["c1"]);
    media_.listener->onConnected("c3");
    EXPECT_FALSE(media_.voices["c1"]) << "one voice, not two";
    EXPECT_TRUE(media_.voices["c3"]);
    media_.picture("c3");
    EXPECT_FALSE(media_.peers.contains("c1"));
    EXPECT_THAT(told("p1", "error", "code"), IsEmpty());
    EXPECT_THAT(told("p2", "participant.updated", "participant"), IsEmpty());
}

TEST_F(RoomReturnTest, WishesForTheSameAreOneWish)
{
    beTwo();
    for (int i = 0; i < 5; ++i)
        say("p1", wire::Restart{"c1"});
    say("p1", wire::Restart{"c3"});
    EXPECT_EQ(media_.peers.size(), 3u);
    say("p1", wire::Restart{"c2"});
    say("p1", wire::Restart{"c9"});
    EXPECT_THAT(told("p1", "error", "code"), ElementsAre("peer.unknown", "peer.unknown"));
    tick(13s); // it came to nothing: the next one is a new wish
    say("p1", wire::Restart{"c3"});
    EXPECT_FALSE(media_.peers.contains("c3"));
    EXPECT_TRUE(media_.peers.contains("c4"));
    EXPECT_TRUE(media_.peers.contains("c1")) << "it has the last picture";
    EXPECT_EQ(tiles()[0].peer, "c1");
}

TEST_F(RoomReturnTest, WithoutACameraThereIsNoPictureToWaitFor)
{
    beTwo();
    say("p1", wire::StateChange{.video = false});
    say("p1", wire::Restart{"c1"});
    media_.listener->onConnected("c3");
    EXPECT_FALSE(media_.peers.contains("c1"));
    EXPECT_TRUE(media_.peers.contains("c3"));
}

TEST_F(RoomReturnTest, ACameraThatStaysDarkDoesNotHoldTheOldSession)
{
    beTwo();
    say("p1", wire::Restart{"c1"});
    media_.listener->onConnected("c3");
    tick(14s);
    EXPECT_TRUE(media_.peers.contains("c1"));
    tick(16s);
    EXPECT_FALSE(media_.peers.contains("c1"));
}

TEST_F(RoomReturnTest, AnOldSessionThatEndsMeanwhileTakesNothingAlong)
{
    beTwo();
    say("p1", wire::Restart{"c1"});
    media_.listener->onPeerFailed("c1", "peer.lost", "gone");
    EXPECT_FALSE(media_.peers.contains("c1"));
    EXPECT_TRUE(media_.peers.contains("c3"));
    EXPECT_THAT(told("p1", "error", "code"), IsEmpty());
    media_.picture("c3");
    EXPECT_EQ(tiles()[0].peer, "c3");
}

TEST_F(RoomReturnTest, ANewSessionThatFailsKeepsTheLastPicture)
{
    beTwo();
    say("p1", wire::Restart{"c1"});
    media_.listener->onPeerFailed("c3", "peer.lost", "gone");
    EXPECT_EQ(tiles()[0].peer, "c1");
    media_.offer("c4");
    EXPECT_EQ(last("p1", "offer")["replaces"], "c3");
    media_.picture("c4");
    EXPECT_EQ(media_.peers.size(), 2u);
}

TEST_F(RoomReturnTest, WhoIsAwayGetsANewSessionWhenTheyAreBack)
{
    beTwo();
    lose("p1");
    media_.listener->onPeerFailed("c1", "peer.lost", "gone");
    EXPECT_EQ(media_.peers.size(), 1u) << "nobody would hear of it";
    tick(20s);
    EXPECT_THAT(told("p2", "participant.left", "participant"), IsEmpty());
    comeBack("p1", with({}));
    EXPECT_TRUE(media_.peers.contains("c3"));
    EXPECT_THAT(told("p1", "bye", "reason"), IsEmpty());
}

TEST_F(RoomReturnTest, AScreenIsReplacedLikeACamera)
{
    beTwo();
    say("p1", wire::Share{true});
    media_.listener->onConnected("s3");
    media_.picture("s3");
    ASSERT_TRUE(tiles()[0].screen);
    tick(13s);
    say("p1", wire::Restart{"s3"});
    media_.offer("s4");
    EXPECT_EQ(last("p1", "offer")["kind"], "screen");
    EXPECT_EQ(tiles()[0].peer, "s3");
    media_.picture("s4");
    EXPECT_EQ(tiles()[0].peer, "s4");
    EXPECT_FALSE(media_.peers.contains("s3"));
}

TEST_F(RoomReturnTest, AScreenThatThePageHasLostIsSharedNoMore)
{
    beTwo();
    say("p1", wire::Share{true});
    media_.picture("s3");
    lose("p1");
    comeBack("p1", with({"c1"}));
    EXPECT_FALSE(media_.peers.contains("s3"));
    EXPECT_EQ(last("p2", "participant.updated")["screen"], false);
}

TEST_F(RoomReturnTest, WhoLeavesTakesBothSessionsAlong)
{
    beTwo();
    say("p1", wire::Restart{"c1"});
    say("p1", wire::Leave{});
    EXPECT_EQ(media_.peers.size(), 1u);
}

TEST_F(RoomReturnTest, ALonePersonsRecordingOutlastsALostConnection)
{
    join("p1");
    media_.picture("c1");
    say("p1", wire::Record{.on = true});
    ASSERT_EQ(media_.recordings.size(), 1u);
    lose("p1");
    media_.peers["c1"].sinceMedia = 20s;
    tick(20s);
    comeBack("p1", with({}));
    EXPECT_EQ(media_.recordings.size(), 1u);
}

} // namespace
} // namespace confab::room
