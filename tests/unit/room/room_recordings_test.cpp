// SPDX-License-Identifier: Apache-2.0
#include "room/recorded_scene.hpp"

#include "support/room_fixture.hpp"

#include <gmock/gmock.h>

namespace confab::room {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

class RoomRecordingsTest : public test::RoomFixture {
protected:
    void joinLeftOut(const std::string& id, bool observer = false)
    {
        room_.handle(link::Join{id,
                                "secret",
                                {.room = "demo",
                                 .name = id,
                                 .audio = true,
                                 .video = true,
                                 .observer = observer,
                                 .recorded = false},
                                ""});
    }
    std::vector<std::string> seenIn(const std::string& view)
    {
        std::vector<std::string> ids;
        for (const auto& tile : media_.shown.at(view).tiles)
            ids.push_back(tile.participant);
        return ids;
    }
};

TEST_F(RoomRecordingsTest, RecordsOnceAndStopsWithTheLast)
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

TEST_F(RoomRecordingsTest, TellsHowARecordingEnded)
{
    join("p1");
    join("p2");
    say("p1", wire::Record{true});
    media_.listener->onRecordingEnded("demo-1", "no space left");
    EXPECT_THAT(told("p2", "recording", "state"), ElementsAre("on", "off"));
    EXPECT_EQ(told("p2", "recording", "reason").back(), "no space left");
    say("p1", wire::Record{true});
    EXPECT_EQ(told("p2", "recording", "state").back(), "on");
}

TEST_F(RoomRecordingsTest, ARecordingThatCannotStartIsAnErrorForWhoAsked)
{
    join("p1");
    join("p2");
    media_.recordingError = "cannot write";
    say("p1", wire::Record{true});
    EXPECT_THAT(told("p1", "error", "code"), ElementsAre("recording.failed"));
    EXPECT_TRUE(told("p2", "recording", "state").empty());
}

TEST_F(RoomRecordingsTest, ARecordingIsPausedAndGoesOn)
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

TEST_F(RoomRecordingsTest, WhoWishesForAnotherKindThanTheOneThatRunsIsTold)
{
    join("p1");
    say("p1", wire::Record{.on = true, .format = "webm", .tracks = true});
    say("p1", wire::Record{.on = true});
    say("p1", wire::Record{.on = true, .format = "webm", .tracks = true});
    EXPECT_TRUE(told("p1", "error", "code").empty()) << "it is the one that runs";
    say("p1", wire::Record{.on = true, .format = "mp4"});
    say("p1", wire::Record{.on = true, .tracks = false});
    say("p1", wire::Record{.on = true, .hls = true});
    EXPECT_THAT(told("p1", "error", "code"), testing::Each("recording.running"));
    EXPECT_EQ(told("p1", "error", "code").size(), 3u);
    EXPECT_EQ(media_.recordings.size(), 1u);
    say("p1", wire::Record{.on = true, .layout = "grid", .format = "mp4"});
    EXPECT_EQ(media_.recordings.size(), 2u) << "one with a picture of its own";
}

TEST_F(RoomRecordingsTest, ARecordingMayHaveAPictureOfItsOwnAndGiveItBack)
{
    join("p1");
    say("p1", wire::Record{.on = true});
    say("p1", wire::Record{.on = true, .layout = "speaker", .width = 1920, .height = 1080});
    ASSERT_EQ(media_.recordings.size(), 2u) << "beside the one of what everybody sees";
    const std::string view = media_.recordings["demo-2"].view;
    EXPECT_NE(view, "main");
    EXPECT_TRUE(media_.shown.contains(view));
    EXPECT_EQ(media_.recordings["demo-2"].canvas, (layout::Size{1920, 1080}));
    say("p1", wire::Record{.recording = "demo-2", .layout = ""});
    EXPECT_EQ(media_.recordings["demo-2"].view, "main");
    EXPECT_FALSE(media_.shown.contains(view));
    say("p1", wire::Record{.recording = "demo-1", .layout = "grid"});
    EXPECT_NE(media_.recordings["demo-1"].view, "main");
    media_.listener->onRecordingEnded("demo-1", "");
    EXPECT_EQ(media_.shown.size(), 1u) << "its view went with it";
    say("p1", wire::Record{.paused = true, .recording = "demo-9"});
    say("p1", wire::Record{.on = true, .layout = "none such"});
    EXPECT_THAT(told("p1", "error", "code"), ElementsAre("recording.unknown", "layout.unknown"));
}

TEST_F(RoomRecordingsTest, PicturesOfTheirOwnHaveSoManyPixelsAltogether)
{
    join("p1");
    say("p1", wire::Record{.on = true});
    const auto start = [&](int width, int height, const char* layout = "grid") {
        const auto before = media_.recordings.size();
        say("p1", wire::Record{.on = true, .layout = layout, .width = width, .height = height});
        return media_.recordings.size() > before;
    };
    EXPECT_TRUE(start(1920, 1080));
    EXPECT_TRUE(start(1920, 1080, "")) << "a size alone makes it its own, too";
    EXPECT_FALSE(start(320, 180));
    EXPECT_EQ(told("p1", "error", "code").back(), "recording.limit");
    say("p1", wire::Record{.recording = "demo-1", .layout = "grid"});
    EXPECT_EQ(media_.recordings["demo-1"].view, "main") << "what all see gets none later";
    EXPECT_EQ(told("p1", "error", "code").size(), 2u);
    media_.listener->onRecordingEnded("demo-2", "");
    EXPECT_TRUE(start(1280, 720));
    EXPECT_TRUE(start(1280, 720));
    EXPECT_FALSE(start(1280, 720));
}

TEST_F(RoomRecordingsTest, AJournalHearsWhatHappens)
{
    join("p1");
    say("p1", wire::Record{.on = true});
    join("p2");
    media_.listener->onSpeaks("c2");
    say("p1", wire::SetLayout{.name = "grid"});
    say("p2", wire::Leave{});
    EXPECT_THAT(media_.notes["demo-1"],
                ElementsAre("layout auto", "joined p1 p1", "joined p2 p2", "speaker p2",
                            "layout grid", "left p2", "speaker "));
    media_.notes.clear();
    media_.listener->onRecordingPart("demo-1"); // another file: everything anew
    EXPECT_THAT(media_.notes["demo-1"], testing::Contains("joined p1 p1"));
}

TEST_F(RoomRecordingsTest, ASuccessorGoesOnWithTheSameRecordingWhenTheFirstIsBack)
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

TEST_F(RoomRecordingsTest, ASuccessorCountsOnFromWhatIsInTheFile)
{
    test::FakeMedia media;
    std::vector<link::FromRoom> sent;
    Room next("demo", config_, book_, media, [&](const auto& message) { sent.push_back(message); });
    next.handle(link::Restore{"grid", true, {{.id = "demo-1", .part = 2, .beforeMs = 61500}}});
    media.place = {3, 0, 61.5};
    next.handle(link::Join{"p1", "secret", {.room = "demo", .name = "p1"}, ""});
    EXPECT_DOUBLE_EQ(media.recordings.at("demo-1").recorded.count(), 61.5);
    media.place = {3, 2, 61.5};
    next.handle(link::Call{"1", link::Describe{}});
    for (const auto& message : sent)
        if (const auto* reply = std::get_if<link::Reply>(&message)) {
            const auto& room = std::get<link::Description>(reply->answer);
            ASSERT_EQ(room.recordings.size(), 1u);
            EXPECT_EQ(room.recordings[0].elapsedMs, 63500);
            return;
        }
    FAIL() << "no reply";
}

TEST_F(RoomRecordingsTest, ANewPartSaysHowLongTheOthersAre)
{
    join("p1");
    say("p1", wire::Record{.on = true});
    media_.place = {2, 0, 12.25};
    media_.listener->onRecordingPart("demo-1");
    EXPECT_EQ(messagesTo("p1").back().value("type", ""), "recording");
    EXPECT_EQ(messagesTo("p1").back().value("elapsedMs", 0), 12250);
}

TEST_F(RoomRecordingsTest, RecordsFromTheFirstOnIfItShould)
{
    config_.recording.autoStart = true;
    join("p1");
    EXPECT_EQ(media_.recordings.size(), 1u);
    join("p2");
    EXPECT_EQ(media_.recordings.size(), 1u);
}

TEST_F(RoomRecordingsTest, AnOperatorRecordsToo)
{
    join("p1");
    EXPECT_EQ(askFor<wire::Recording>(wire::Record{.on = true}).id, "demo-1");
    EXPECT_EQ(told("p1", "recording", "state").back(), "on");
    EXPECT_EQ(codeOf(ask(wire::Record{.paused = true, .recording = "x"})), "recording.unknown");
}

TEST_F(RoomRecordingsTest, EndsOnceTheFileIsWhole)
{
    join("p1");
    say("p1", wire::Record{true});
    room_.handle(link::End{});
    EXPECT_THAT(told("p1", "bye", "reason"), ElementsAre("room-ended"));
    EXPECT_FALSE(room_.finished());
    media_.listener->onRecordingEnded("demo-1", "");
    EXPECT_TRUE(room_.finished());
}

TEST_F(RoomRecordingsTest, WhoIsLeftOutIsNotSeenNotHeardAndNotNamed)
{
    join("p1");
    say("p1", wire::Record{.on = true});
    ASSERT_EQ(media_.recordings["demo-1"].view, "main");
    joinLeftOut("p2");
    EXPECT_EQ(media_.recordings["demo-1"].view, "kept");
    EXPECT_FALSE(media_.recorded["c2"]);
    media_.picture("c1");
    media_.picture("c2");
    EXPECT_THAT(seenIn("main"), ElementsAre("p1", "p2"));
    EXPECT_THAT(seenIn("kept"), ElementsAre("p1"));
    media_.listener->onSpeaks("c2");
    EXPECT_THAT(media_.notes["demo-1"], Not(Contains(HasSubstr("p2"))));
}

TEST_F(RoomRecordingsTest, ThePictureOfBeforeComesBackOnceNothingOfThemIsUnderWay)
{
    join("p1");
    joinLeftOut("p2");
    say("p1", wire::Record{.on = true});
    ASSERT_EQ(media_.recordings["demo-1"].view, "kept");
    say("p2", wire::Leave{});
    tick(500ms);
    EXPECT_EQ(media_.recordings["demo-1"].view, "kept")
        << "the encoder may still have a frame with them";
    tick(3s);
    EXPECT_EQ(media_.recordings["demo-1"].view, "main");
    EXPECT_FALSE(media_.shown.contains("kept")) << "it costs an encode";
}

TEST_F(RoomRecordingsTest, ARecordingWithALayoutOfItsOwnLeavesThemOutToo)
{
    join("p1");
    joinLeftOut("p2");
    say("p1", wire::Record{.on = true, .layout = "grid"});
    const std::string view = media_.recordings["demo-1"].view;
    EXPECT_NE(view, "kept");
    EXPECT_THAT(seenIn(view), ElementsAre("p1"));
    EXPECT_FALSE(media_.shown.contains("kept"));
}

TEST_F(RoomRecordingsTest, WhoChangesTheirMindIsInAgainAndTheirScreenFollows)
{
    join("p1");
    join("p2");
    say("p2", wire::Share{true});
    media_.picture("s3");
    say("p1", wire::Record{.on = true});
    say("p2", wire::StateChange{.recorded = false});
    EXPECT_EQ(media_.recordings["demo-1"].view, "kept");
    EXPECT_FALSE(media_.recorded["s3"]);
    EXPECT_THAT(media_.notes["demo-1"], Contains("left p2"));
    say("p2", wire::StateChange{.recorded = true});
    EXPECT_TRUE(media_.recorded["s3"]);
    EXPECT_THAT(seenIn("kept"), UnorderedElementsAre("p2", "p1", "p2"));
}

TEST_F(RoomRecordingsTest, AnObserverWhoIsLeftOutCostsNothing)
{
    join("p1");
    say("p1", wire::Record{.on = true});
    joinLeftOut("p2", true);
    EXPECT_EQ(media_.recordings["demo-1"].view, "main");
    EXPECT_THAT(media_.notes["demo-1"], Not(Contains(HasSubstr("p2"))));
}

TEST(RecordedSceneTest, TheJournalIsToldWhatHasChanged)
{
    namespace note = archive::note;
    const RecordedScene before{
        .people = {{"p1", {.name = "Ann", .sharing = true}}, {"p2", {.name = "Bob"}}},
        .speaker = "p1",
        .layout = "auto"};
    const RecordedScene now{.people = {{"p2", {.name = "Bob", .sharing = true}},
                                       {"p3", {.name = "Cat", .observer = true}}},
                            .speaker = "",
                            .layout = "grid"};
    EXPECT_THAT(whatHappened(before, now),
                ElementsAre(note::Layout{"grid"}, note::Left{"p1"}, note::Joined{"p3", "Cat", true},
                            note::Share{"p1", false}, note::Share{"p2", true}, note::Speaker{""}));
    EXPECT_THAT(whatHappened(now, now), ElementsAre());
}

} // namespace
} // namespace confab::room
