// SPDX-License-Identifier: Apache-2.0
#include "support/room_fixture.hpp"

#include <gmock/gmock.h>

namespace confab {
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
    media_.events.speaks("c2");
    EXPECT_TRUE(tiles()[1].speaking);
    EXPECT_THAT(told("p1", "speaker", "participant"), ElementsAre("p2"));
    media_.events.speaks("");
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
    EXPECT_EQ(media_.kinds["s3"], RoomMedia::PeerKind::Screen);
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
    media_.events.failed("s2", "peer.lost", "gone");
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
    media_.events.failed("c1", "peer.lost", "gone");
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

TEST_F(RoomTest, WhoIsGoneWithoutAGoodbyeLeavesWhenTheMediaStopToo)
{
    join("p1");
    join("p2");
    media_.picture("c1");
    room_.handle(link::Gone{"p1", false});
    tick(10s);
    EXPECT_TRUE(told("p2", "participant.left", "participant").empty()) << "media still flow";
    media_.peers["c1"] = {4s, 4s, {}};
    tick(10s);
    EXPECT_THAT(told("p2", "participant.left", "participant"), ElementsAre("p1"));
}

TEST_F(RoomTest, MediaAloneKeepNobodyForEver)
{
    join("p1");
    media_.picture("c1");
    room_.handle(link::Gone{"p1", false});
    tick(31s);
    EXPECT_TRUE(media_.peers.empty());
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
        media_.events.failed("c" + std::to_string(i), "peer.lost", "gone");
        EXPECT_TRUE(media_.peers.contains("c" + std::to_string(i + 1)));
    }
    media_.events.failed("c4", "peer.lost", "gone");
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
    for (int i = 0; i < 33; ++i)
        say("p1", wire::Candidate{"c1", 0, "candidate:1"});
    EXPECT_THAT(told("p1", "error", "code"),
                ElementsAre("peer.unknown", "peer.unknown", "join.twice", "layout.unknown",
                            "candidate.limit"));
    EXPECT_TRUE(told("p2", "error", "code").empty());
}

TEST_F(RoomTest, AFullRoomSaysSo)
{
    for (int i = 0; i <= config_.room.maxParticipants; ++i)
        join("p" + std::to_string(i));
    const std::string last = "p" + std::to_string(config_.room.maxParticipants);
    EXPECT_THAT(told(last, "error", "code"), ElementsAre("room.full"));
    EXPECT_EQ(int(media_.peers.size()), config_.room.maxParticipants);
}

TEST_F(RoomTest, RecordsOnceAndStopsWithTheLast)
{
    join("p1");
    join("p2");
    say("p1", wire::Record{true});
    say("p2", wire::Record{true});
    EXPECT_EQ(media_.recordings.size(), 1u);
    EXPECT_THAT(told("p2", "recording", "state"), ElementsAre("on", "on"));
    say("p1", wire::Leave{});
    EXPECT_EQ(media_.recordings.size(), 1u);
    say("p2", wire::Leave{});
    EXPECT_TRUE(media_.recordings.empty());
}

TEST_F(RoomTest, TellsHowARecordingEnded)
{
    join("p1");
    join("p2");
    say("p1", wire::Record{true});
    media_.events.recordingEnded("demo-1", "no space left");
    EXPECT_THAT(told("p2", "recording", "state"), ElementsAre("on", "off"));
    EXPECT_EQ(told("p2", "recording", "reason").back(), "no space left");
    say("p1", wire::Record{true});
    EXPECT_EQ(told("p2", "recording", "state").back(), "on");
}

TEST_F(RoomTest, ARecordingThatCannotStartIsAnErrorForWhoAsked)
{
    join("p1");
    join("p2");
    media_.recordingError = "cannot write";
    say("p1", wire::Record{true});
    EXPECT_THAT(told("p1", "error", "code"), ElementsAre("recording.failed"));
    EXPECT_TRUE(told("p2", "recording", "state").empty());
}

TEST_F(RoomTest, ARecordingIsPausedAndGoesOn)
{
    join("p1");
    join("p2");
    say("p1", wire::Record{.on = true});
    say("p2", wire::Record{.paused = true});
    EXPECT_TRUE(media_.paused["demo-1"]);
    EXPECT_EQ(told("p1", "recording", "state").back(), "paused");
    EXPECT_FALSE(media_.shown["main"].recording) << "the badge says what is so";
    say("p2", wire::Record{.paused = false});
    EXPECT_FALSE(media_.paused["demo-1"]);
    EXPECT_EQ(told("p1", "recording", "state").back(), "on");
    EXPECT_TRUE(media_.shown["main"].recording);
}

TEST_F(RoomTest, ARecordingMayHaveAPictureOfItsOwnAndGiveItBack)
{
    join("p1");
    say("p1", wire::Record{.on = true});
    say("p1", wire::Record{.on = true, .layout = "speaker", .width = 1920, .height = 1080});
    ASSERT_EQ(media_.recordings.size(), 2u) << "beside the one of what everybody sees";
    const std::string view = media_.recordings["demo-2"].view;
    EXPECT_NE(view, "main");
    EXPECT_TRUE(media_.shown.contains(view));
    EXPECT_EQ(media_.recordings["demo-2"].canvas, (Size{1920, 1080}));
    say("p1", wire::Record{.recording = "demo-2", .layout = ""});
    EXPECT_EQ(media_.recordings["demo-2"].view, "main");
    EXPECT_FALSE(media_.shown.contains(view));
    say("p1", wire::Record{.recording = "demo-1", .layout = "grid"});
    EXPECT_NE(media_.recordings["demo-1"].view, "main");
    media_.events.recordingEnded("demo-1", "");
    EXPECT_EQ(media_.shown.size(), 1u) << "its view went with it";
    say("p1", wire::Record{.paused = true, .recording = "demo-9"});
    say("p1", wire::Record{.on = true, .layout = "none such"});
    EXPECT_THAT(told("p1", "error", "code"), ElementsAre("recording.unknown", "recording.unknown"));
}

TEST_F(RoomTest, AJournalHearsWhatHappens)
{
    join("p1");
    say("p1", wire::Record{.on = true});
    join("p2");
    media_.events.speaks("c2");
    say("p1", wire::SetLayout{.name = "grid"});
    say("p2", wire::Leave{});
    EXPECT_THAT(media_.notes["demo-1"],
                ElementsAre("layout auto", "joined p1 p1", "joined p2 p2", "speaker p2",
                            "layout grid", "left p2", "speaker "));
    media_.notes.clear();
    media_.events.recordingPart("demo-1"); // another file: everything anew
    EXPECT_THAT(media_.notes["demo-1"], testing::Contains("joined p1 p1"));
}

TEST_F(RoomTest, ASuccessorGoesOnWithTheSameRecordingWhenTheFirstIsBack)
{
    join("p1");
    say("p1", wire::Record{.on = true});
    say("p1", wire::Record{.paused = true});
    link::State last;
    for (const auto& message : sent_)
        if (const auto* state = std::get_if<link::State>(&message))
            last = *state;
    ASSERT_EQ(last.recordings.size(), 1u);

    test::FakeMedia media;
    Room next("demo", config_, book_, media, [](const link::FromRoom&) {});
    next.handle(link::Restore{last.layout, last.recording, last.recordings});
    EXPECT_TRUE(media.recordings.empty());
    next.handle(link::Join{"p1", "secret", {.room = "demo", .name = "p1"}, ""});
    ASSERT_EQ(media.recordings.size(), 1u);
    EXPECT_EQ(media.recordings.begin()->second.resumes, "demo-1");
    EXPECT_EQ(media.recordings.begin()->second.part, 1);
    EXPECT_TRUE(media.paused["demo-1"]);
}

TEST_F(RoomTest, RecordsFromTheFirstOnIfItShould)
{
    config_.recording.autoStart = true;
    join("p1");
    EXPECT_EQ(media_.recordings.size(), 1u);
    join("p2");
    EXPECT_EQ(media_.recordings.size(), 1u);
}

TEST_F(RoomTest, AnOperatorRecordsToo)
{
    join("p1");
    const auto call = [&](const nlohmann::json& message) {
        room_.handle(link::Call{"1", message});
        return std::get<link::Reply>(sent_.back()).message;
    };
    EXPECT_EQ(call({{"type", "record"}, {"on", true}})["recording"], "demo-1");
    EXPECT_EQ(told("p1", "recording", "state").back(), "on");
    EXPECT_EQ(call({{"type", "record"}, {"paused", true}, {"recording", "x"}})["code"],
              "recording.unknown");
    EXPECT_EQ(call({{"type", "leave"}})["code"], "message.unknown");
}

TEST_F(RoomTest, EndsOnceTheFileIsWhole)
{
    join("p1");
    say("p1", wire::Record{true});
    room_.handle(link::End{});
    EXPECT_THAT(told("p1", "bye", "reason"), ElementsAre("room-ended"));
    EXPECT_FALSE(room_.finished());
    media_.events.recordingEnded("demo-1", "");
    EXPECT_TRUE(room_.finished());
}

} // namespace
} // namespace confab
