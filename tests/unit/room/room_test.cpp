// SPDX-License-Identifier: Apache-2.0
#include "support/room_fixture.hpp"

#include <gmock/gmock.h>

namespace confab::room {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;

using RoomTest = test::RoomFixture;

TEST_F(RoomTest, TellsTheOthersWhoComesAndGoes)
{
    join("p1");
    join("p2");
    EXPECT_THAT(told("p1", "participant.joined", "participant"), ElementsAre("p2"));
    say("p2", wire::Leave{});
    EXPECT_THAT(told("p1", "participant.left", "participant"), ElementsAre("p2"));
    EXPECT_THAT(told("p2", "bye", "reason"), ElementsAre("left"));
    EXPECT_EQ(media_.peers.size(), 1u);
}

TEST_F(RoomTest, APictureComesWithTheFirstFrameAndGoesWithTheCamera)
{
    join("p1");
    join("p2");
    ASSERT_EQ(tiles().size(), 2u);
    EXPECT_EQ(tiles()[0].face, PictureTile::Face::Avatar);
    media_.picture("c1");
    media_.picture("c2");
    EXPECT_EQ(tiles()[0].face, PictureTile::Face::Live);
    EXPECT_EQ(tiles()[0].peer, "c1");
    say("p1", wire::StateChange{.video = false});
    ASSERT_EQ(tiles().size(), 2u);
    EXPECT_EQ(tiles()[0].face, PictureTile::Face::Avatar);
    EXPECT_EQ(tiles()[0].peer, "") << "never a frozen frame";
    EXPECT_EQ(tiles()[0].name, "p1");
}

TEST_F(RoomTest, WhoIsAloneAndUnseenSeesWhereToInvite)
{
    join("p1");
    EXPECT_TRUE(tiles().empty());
    EXPECT_EQ(media_.shown["main"].invite, "call.example.org/r/demo");
    media_.picture("c1");
    EXPECT_EQ(tiles().size(), 1u);
    EXPECT_EQ(media_.shown["main"].invite, "");
}

TEST_F(RoomTest, AnObserverIsNeverShown)
{
    join("p1", true);
    media_.picture("c1");
    EXPECT_TRUE(tiles().empty());
}

TEST_F(RoomTest, APictureThatStallsIsGreyThenAnAvatarThenBack)
{
    using Face = PictureTile::Face;
    join("p1");
    join("p2");
    media_.picture("c1");
    const auto after = [&](std::chrono::milliseconds since) {
        media_.peers["c1"].sincePicture = since;
        tick(0ms);
        return tiles()[0].face;
    };
    EXPECT_EQ(after(900ms), Face::Live);
    EXPECT_EQ(after(1100ms), Face::Stalled);
    EXPECT_EQ(after(6s), Face::Avatar);
    EXPECT_EQ(after(10ms), Face::Live);
}

TEST_F(RoomTest, TheSpeakerHasTheBorderAtOnce)
{
    join("p1");
    join("p2");
    media_.listener->onSpeaks("c2");
    EXPECT_TRUE(tiles()[1].speaking);
    EXPECT_THAT(told("p1", "speaker", "participant"), ElementsAre("p2"));
    media_.listener->onSpeaks("");
    EXPECT_FALSE(tiles()[1].speaking);
}

TEST_F(RoomTest, WhoIsPinnedIsInFocus)
{
    for (const char* id : {"p1", "p2", "p3"})
        join(id);
    say("p1", wire::SetLayout{.name = "1+5"});
    say("p1", wire::Pin{"p3"});
    EXPECT_EQ(tiles()[0].participant, "p3");
    EXPECT_GT(tiles()[0].cell.width, tiles()[1].cell.width);
    say("p1", wire::Pin{"nobody"});
    EXPECT_THAT(told("p1", "error", "code"), ElementsAre("participant.unknown"));
}

TEST_F(RoomTest, AShareIsAPeerOfItsOwnAndTurnsAutoIntoAPresentation)
{
    join("p1");
    join("p2");
    say("p2", wire::Share{true});
    EXPECT_EQ(media_.kinds["s3"], PeerKind::Screen);
    EXPECT_EQ(tiles().size(), 2u) << "not before its first picture";
    media_.picture("s3");
    ASSERT_EQ(tiles().size(), 3u);
    EXPECT_TRUE(tiles()[0].screen);
    EXPECT_FALSE(tiles()[0].crop);
    EXPECT_GT(tiles()[0].cell.width, 900);
    media_.peers["s3"].sincePicture = 60s;
    tick(0ms);
    EXPECT_EQ(tiles()[0].face, PictureTile::Face::Live) << "a still screen sends nothing";
    say("p2", wire::Share{false});
    EXPECT_EQ(tiles().size(), 2u);
    EXPECT_FALSE(media_.peers.contains("s3"));
}

TEST_F(RoomTest, ALostShareTakesNobodyAlong)
{
    join("p1");
    say("p1", wire::Share{true});
    media_.listener->onPeerFailed("s2", "peer.lost", "gone");
    EXPECT_TRUE(media_.peers.contains("c1"));
    EXPECT_FALSE(media_.peers.contains("s2"));
    say("p1", wire::Share{true});
    EXPECT_TRUE(media_.peers.contains("s3"));
}

TEST_F(RoomTest, InALectureTheHostSeesTheOthersAndTheySeeTheHost)
{
    for (const char* id : {"p1", "p2", "p3"})
        join(id);
    for (const char* peer : {"c1", "c2", "c3"})
        media_.picture(peer);
    say("p1", wire::SetLayout{.name = "lecture"});
    ASSERT_TRUE(media_.shown.contains("host"));
    EXPECT_EQ(media_.receives["c1"], "host");
    EXPECT_EQ(media_.receives["c2"], "main");
    ASSERT_EQ(tiles().size(), 1u);
    EXPECT_EQ(tiles()[0].participant, "p1");
    EXPECT_EQ(media_.shown["host"].tiles.size(), 2u);
    media_.listener->onPeerFailed("c1", "peer.lost", "gone");
    EXPECT_EQ(media_.receives["c4"], "host") << "with a new session too";
    say("p1", wire::Pin{"p2"});
    EXPECT_EQ(media_.receives["c4"], "main");
    EXPECT_EQ(media_.receives["c2"], "host");
    say("p1", wire::SetLayout{.name = "grid"});
    EXPECT_FALSE(media_.shown.contains("host"));
    EXPECT_EQ(media_.receives["c2"], "main");
    EXPECT_EQ(tiles().size(), 3u);
}

TEST_F(RoomTest, WhoIsNotShownSendsNothing)
{
    for (const char* id : {"p1", "p2", "p3"})
        join(id);
    for (const char* peer : {"c1", "c2", "c3"})
        media_.picture(peer);
    say("p1", wire::SetLayout{.name = "side-by-side"});
    EXPECT_TRUE(media_.uplinks["c1"]);
    EXPECT_FALSE(media_.uplinks["c3"]);
    EXPECT_EQ(media_.shown["main"].hidden, 1);
    say("p1", wire::Pin{"p3"});
    EXPECT_TRUE(media_.uplinks["c3"]);
}

TEST_F(RoomTest, TheOrderAndTheBackgroundAreTheRoomsToChoose)
{
    for (const char* id : {"p1", "p2", "p3"})
        join(id);
    say("p1", wire::SetLayout{.background = "#203040", .order = {"p3", "p1"}});
    EXPECT_EQ(tiles()[0].participant, "p3");
    EXPECT_EQ(tiles()[1].participant, "p1");
    EXPECT_EQ(media_.shown["main"].background, "#203040");
}

TEST_F(RoomTest, ALayoutThatIsNoneChangesNothing)
{
    join("p1");
    join("p2");
    say("p1", wire::SetLayout{.name = "mosaic"});
    say("p1", wire::SetLayout{.custom = R"({"name":"x","variants":[]})"});
    say("p1", wire::SetLayout{.view = "other", .name = "grid"});
    EXPECT_THAT(told("p1", "error", "code"),
                ElementsAre("layout.unknown", "layout.invalid", "layout.unknown"));
    EXPECT_EQ(tiles().size(), 2u);
}

TEST_F(RoomTest, WhoIsGoneWithoutAGoodbyeKeepsThePlaceForTheGrace)
{
    join("p1");
    join("p2");
    media_.picture("c1");
    room_.handle(link::Gone{"p1", false});
    media_.peers["c1"] = {4s, 4s, {}};
    tick(config_.room.grace - 1s);
    EXPECT_TRUE(told("p2", "participant.left", "participant").empty());
    tick(config_.room.grace + 1s);
    EXPECT_THAT(told("p2", "participant.left", "participant"), ElementsAre("p1"));
}

TEST_F(RoomTest, MediaThatFlowAreNotEnded)
{
    join("p1");
    join("p2");
    media_.picture("c1");
    room_.handle(link::Gone{"p1", false});
    tick(1h);
    EXPECT_TRUE(media_.peers.contains("c1"));
    EXPECT_TRUE(told("p2", "participant.left", "participant").empty());
    media_.peers["c1"].sinceMedia = 4s;
    tick(1h);
    EXPECT_FALSE(media_.peers.contains("c1"));
}

TEST_F(RoomTest, AResumeKeepsTheIdentityAndTheSession)
{
    join("p1");
    media_.picture("c1");
    room_.handle(link::Gone{"p1", false});
    join("p1");
    tick(60s);
    EXPECT_TRUE(media_.peers.contains("c1"));
    EXPECT_EQ(told("p1", "joined", "room").size(), 2u);
}

TEST_F(RoomTest, ALostSessionIsReplacedAFewTimes)
{
    join("p1");
    for (int i = 1; i <= 3; ++i) {
        media_.listener->onPeerFailed("c" + std::to_string(i), "peer.lost", "gone");
        EXPECT_TRUE(media_.peers.contains("c" + std::to_string(i + 1)));
    }
    media_.listener->onPeerFailed("c4", "peer.lost", "gone");
    EXPECT_TRUE(media_.peers.empty());
    EXPECT_THAT(told("p1", "bye", "reason"), ElementsAre("peer-failed"));
}

TEST_F(RoomTest, AnAnswerThatCannotBeUsedEndsThatParticipantAlone)
{
    join("p1");
    join("p2");
    say("p1", wire::Answer{"c1", "bad"});
    EXPECT_THAT(told("p1", "error", "code"), ElementsAre("sdp.invalid"));
    EXPECT_TRUE(media_.peers.contains("c2"));
    EXPECT_FALSE(media_.peers.contains("c1"));
}

TEST_F(RoomTest, RefusesWhatIsNotItsOwn)
{
    join("p1");
    join("p2");
    say("p1", wire::Answer{"c2", "v=0"});
    say("p1", wire::Candidate{"c9", 0, "candidate:1"});
    say("p1", wire::Join{.room = "demo", .name = "again"});
    say("p1", wire::SetLayout{.name = "mosaic"});
    EXPECT_THAT(told("p1", "error", "code"),
                ElementsAre("peer.unknown", "peer.unknown", "join.twice", "layout.unknown"));
    EXPECT_TRUE(told("p2", "error", "code").empty());
}

TEST_F(RoomTest, ManyCandidatesAreNoError)
{
    join("p1");
    for (int i = 0; i < 40; ++i)
        say("p1", wire::Candidate{"c1", 0, "candidate:1"});
    EXPECT_TRUE(told("p1", "error", "code").empty());
}

TEST_F(RoomTest, AFullRoomSaysSo)
{
    for (int i = 0; i <= config_.room.maxParticipants; ++i)
        join("p" + std::to_string(i));
    const std::string last = "p" + std::to_string(config_.room.maxParticipants);
    EXPECT_THAT(told(last, "error", "code"), ElementsAre("room.full"));
    EXPECT_EQ(int(media_.peers.size()), config_.room.maxParticipants);
}

} // namespace
} // namespace confab::room
