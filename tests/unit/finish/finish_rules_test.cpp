// SPDX-License-Identifier: Apache-2.0
#include "finish/story/captions.hpp"
#include "finish/story/chapters.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace confab::finish {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string kHead =
    R"({"event":"recording","at":"2026-11-23T22:15:30.000Z","room":"demo","by":"p1","byName":"Ann",)"
    R"("format":"mp4","canvas":{"width":1280,"height":720,"fps":30}})"
    "\n"
    R"({"event":"part","at":"2026-11-23T22:15:30.100Z","part":1,"file":"a.webm"})"
    "\n"
    R"({"event":"joined","at":"2026-11-23T22:15:30.100Z","t":0,"participant":"p1","name":"Ann"})"
    "\n";

Timeline lineOf(const std::string& journal, const std::vector<MeasuredPart>& parts)
{
    return buildTimeline(archive::readJournal(journal), parts, WallTime());
}

Timeline oneMinute(const std::string& events)
{
    return lineOf(kHead + events, {{1, "a.webm", Seconds(60)}});
}

std::string speaks(double t, const std::string& who)
{
    return R"({"event":"speaker","t":)" + std::to_string(t) + R"(,"participant":")" + who + "\"}\n";
}

std::vector<std::string> titles(const std::vector<Chapter>& chapters)
{
    std::vector<std::string> all;
    for (const auto& chapter : chapters)
        all.push_back(chapter.title);
    return all;
}

TEST(WallTimeTest, IsReadAndWrittenToTheMillisecond)
{
    const auto time = parseRfc3339("2026-11-23T22:15:30.120Z");
    ASSERT_TRUE(time);
    EXPECT_EQ(rfc3339(*time), "2026-11-23T22:15:30.120Z");
    EXPECT_EQ(rfc3339(*parseRfc3339("2024-02-29T00:00:00Z")), "2024-02-29T00:00:00.000Z");
    EXPECT_EQ(rfc3339(*parseRfc3339("2026-11-23T23:15:30+01:00")), "2026-11-23T22:15:30.000Z");
    for (const char* bad : {"", "2026-11-23", "2026-13-01T00:00:00Z", "2026-11-23T22:15:30.120",
                            "2026-11-23T22:15:30.Z", "now"})
        EXPECT_FALSE(parseRfc3339(bad)) << bad;
}

TEST(RecordingIdTest, OnlyItsOwnPlainNamesBelongToARecording)
{
    EXPECT_TRUE(archive::isRecordingId("demo-20261123-221530"));
    for (const char* bad : {"", ".", "..", "a.b", "../x", "a/b", "a b", "-\n"})
        EXPECT_FALSE(archive::isRecordingId(bad)) << bad;
    EXPECT_TRUE(archive::belongsTo("demo-1", "demo-1.webm"));
    for (const char* bad : {"demo-1", "demo-1.", "demo-11.webm", "../demo-1.webm", "demo-1./x",
                            "demo-1.web m", "/etc/passwd", ""})
        EXPECT_FALSE(archive::belongsTo("demo-1", bad)) << bad;
}

TEST(RecordingIdTest, PartsAreToldByTheirNames)
{
    EXPECT_EQ(archive::partOfFile("d", "d.webm"), 1);
    EXPECT_EQ(archive::partOfFile("d", "d.part12.webm"), 12);
    for (const char* other : {"d.part1.webm", "d.part02.webm", "d.part2.mp4", "d.track-p1.webm",
                              "d.part2x.webm", "e.webm", "d.part-2.webm"})
        EXPECT_FALSE(archive::partOfFile("d", other)) << other;
}

TEST(RecordingIdTest, AnIdSaysWhereAndWhen)
{
    EXPECT_EQ(archive::roomOfId("my-room-20261123-221530-2"), "my-room");
    EXPECT_EQ(rfc3339(*archive::startOfId("my-room-20261123-221530-2")),
              "2026-11-23T22:15:30.000Z");
    EXPECT_EQ(archive::roomOfId("holiday"), "");
    EXPECT_FALSE(archive::startOfId("holiday"));
}

TEST(JournalTest, SkipsWhatItDoesNotKnowAndALineThatWasCutOff)
{
    const auto journal = archive::readJournal(
        kHead + "\n\x01\xff nonsense\n[1,2]\n{\"event\":7}\n" + R"({"event":"weather","t":1})"
        + "\n" + R"({"event":"layout","t":2,"name":"grid","new":[{}]})" + "\n"
        + R"({"event":"layout","t":3,"na)");
    ASSERT_EQ(journal.events.size(), 2u);
    EXPECT_EQ(std::get<archive::note::Layout>(journal.events[1].note).name, "grid");
    EXPECT_EQ(journal.head.format, archive::VideoFormat::Mp4);
    EXPECT_EQ(journal.head.canvas.width, 1280);
    EXPECT_EQ(journal.reason, "the room died");
}

TEST(JournalTest, HostileValuesBecomeHarmless)
{
    const auto journal = archive::readJournal(
        R"({"event":"recording","canvas":{"width":-5,"height":1e300,"fps":"x"},"room":["a"]})"
        "\n"
        R"({"event":"part","part":99999999999,"file":"../../etc/passwd"})"
        "\n"
        R"({"event":"joined","t":-3,"participant":{"a":1},"name":null})"
        "\n"
        + std::string(100000, '[') + "\n" + R"({"event":"layout","t":1e308,"name":")"
        + std::string(5000, 'x') + "\"}\n");
    EXPECT_EQ(journal.head.canvas.width, 0);
    EXPECT_EQ(journal.head.canvas.height, 8192);
    EXPECT_EQ(journal.head.room, "");
    ASSERT_EQ(journal.parts.size(), 1u);
    EXPECT_EQ(journal.parts[0].part, 10000);
    ASSERT_EQ(journal.events.size(), 2u);
    EXPECT_EQ(journal.events[0].t.count(), 0);
    EXPECT_EQ(std::get<archive::note::Layout>(journal.events[1].note).name, "");
}

TEST(JournalTest, AnEndBeforeAnotherPartIsNotTheEnd)
{
    const std::string end = R"({"event":"end","at":"2026-11-23T22:16:00.000Z","reason":"full"})"
                            "\n";
    EXPECT_EQ(archive::readJournal(kHead + end).reason, "full");
    const auto journal =
        archive::readJournal(kHead + end + R"({"event":"part","part":2,"file":"a.part2.webm"})");
    EXPECT_FALSE(journal.ended);
    EXPECT_EQ(journal.reason, "the room died");
}

TEST(TimelineTest, EveryTimeIsInsideItsPart)
{
    const auto line = oneMinute(R"({"event":"joined","t":70,"participant":"p2","name":"Bob"})"
                                "\n"
                                R"({"event":"left","t":80,"participant":"p2"})"
                                "\n"
                                R"({"event":"share","t":50,"participant":"p1","on":true})"
                                "\n");
    ASSERT_EQ(line.participants.size(), 2u);
    EXPECT_EQ(line.participants[0].present.at(0).to.count(), 60);
    EXPECT_EQ(line.participants[1].present.at(0).from.count(), 60);
    ASSERT_EQ(line.shares.size(), 1u);
    EXPECT_EQ(line.shares[0].to.count(), 60);
}

TEST(TimelineTest, GapsAreWhatIsNeitherInAPartNorInItsPauses)
{
    const auto line =
        lineOf(kHead + R"({"event":"paused","at":"2026-11-23T22:15:40.100Z","t":10})" + "\n"
                   + R"({"event":"resumed","at":"2026-11-23T22:16:00.100Z","t":10})" + "\n"
                   + R"({"event":"problem","message":"disk gone"})" + "\n"
                   + R"({"event":"part","at":"2026-11-23T22:16:22.200Z","part":2,"file":"b"})"
                   + "\n" + R"({"event":"joined","t":0.2,"participant":"p1","name":"Ann"})" + "\n",
               {{1, "a.webm", Seconds(30)}, {2, "b", Seconds(5)}});
    ASSERT_EQ(line.pauses.size(), 1u);
    EXPECT_NEAR(line.pauses[0].length.count(), 20, 1e-9);
    ASSERT_EQ(line.gaps.size(), 1u);
    EXPECT_NEAR(line.gaps[0].length.count(), 2.1, 1e-9);
    EXPECT_EQ(line.gaps[0].why, "disk gone");
    EXPECT_EQ(line.parts[1].start.count(), 30);
    EXPECT_EQ(line.length.count(), 35);
    EXPECT_EQ(rfc3339(line.ended), "2026-11-23T22:16:27.200Z");
    EXPECT_THAT(titles(buildChapters(line, "")),
                ElementsAre("Recording started", "Paused for 20 s", "Recording goes on after 2 s"));
}

TEST(TimelineTest, APartThatIsGoneTakesItsEventsWithIt)
{
    const auto line = lineOf(kHead + R"({"event":"part","part":2,"file":"b"})" + "\n"
                                 + R"({"event":"layout","t":1,"name":"grid"})",
                             {{1, "a.webm", Seconds(30)}});
    EXPECT_THAT(line.layouts, IsEmpty());
    EXPECT_THAT(line.gaps, IsEmpty());
}

TEST(ChaptersTest, WhatHappensInTheFirstSecondIsPartOfTheBeginning)
{
    const auto line = oneMinute(R"({"event":"layout","t":0.9,"name":"auto"})"
                                "\n"
                                R"({"event":"joined","t":10,"participant":"p2","name":"Bob"})"
                                "\n"
                                R"({"event":"layout","t":10.4,"name":"grid"})"
                                "\n"
                                R"({"event":"share","t":20,"participant":"p2","on":true})"
                                "\n"
                                R"({"event":"left","t":30,"participant":"p2"})"
                                "\n");
    EXPECT_THAT(titles(buildChapters(line, "Ann")),
                ElementsAre("Ann started recording", "Bob joined; Layout: grid",
                            "Bob shares a screen", "Bob left"));
}

TEST(ChaptersTest, OnlyLongSpeechesCountAndInterjectionsDoNotEndThem)
{
    const auto line =
        oneMinute(speaks(5, "p1") + speaks(8, "p2") + speaks(9, "p1") // one second of p2
                  + speaks(14, "p2") + speaks(18.5, "p3") + speaks(20, "")
                  + speaks(30, "p1") // the same again after silence
                  + speaks(40, "p2"));
    const auto chapters = buildChapters(line, "Ann");
    EXPECT_THAT(titles(chapters), ElementsAre("Ann started recording", "Ann speaks", "p2 speaks"));
    EXPECT_EQ(chapters[1].t.count(), 5);
    EXPECT_EQ(chapters[2].t.count(), 40);
}

TEST(ChaptersTest, ThereAreNeverMoreThanTwoHundred)
{
    std::string events;
    for (int i = 0; i < 3000; ++i)
        events += R"({"event":"layout","t":)" + std::to_string(2 + i * 2)
            + R"(,"name":"grid"})"
              "\n"
            + speaks(2 + i * 6, i % 2 ? "p1" : "p2");
    const auto line = lineOf(kHead + events, {{1, "a.webm", Seconds(20000)}});
    const auto chapters = buildChapters(line, "Ann");
    EXPECT_LE(chapters.size(), 200u);
    EXPECT_EQ(chapters[0].title, "Ann started recording");
}

TEST(CaptionsTest, ANameCannotBreakOutOfItsCue)
{
    const auto line =
        oneMinute(R"({"event":"joined","t":1,"participant":"p2","name":"E --> <v>&\n\n00:00"})"
                  "\n"
                  + speaks(3.1, "p2") + speaks(9.8, ""));
    const auto text = buildCaptions(line);
    EXPECT_THAT(text, HasSubstr("WEBVTT\n\n00:00:03.100 --> 00:00:09.800\n"));
    EXPECT_THAT(text, HasSubstr("E --&gt; &lt;v&gt;&amp;  00:00</v>\n\n"));
    EXPECT_EQ(buildCaptions(oneMinute("")), "");
}

TEST(CaptionsTest, TheSecondPartGoesOnWhereTheFirstEnded)
{
    const auto line = lineOf(kHead + R"({"event":"part","part":2,"file":"b"})" + "\n"
                                 + speaks(1, "p1") + speaks(4, ""),
                             {{1, "a.webm", Seconds(3600)}, {2, "b", Seconds(5)}});
    EXPECT_THAT(buildCaptions(line), HasSubstr("01:00:01.000 --> 01:00:04.000"));
}

TEST(ManifestTest, SaysWhatTheContractSays)
{
    const std::string journal = kHead + speaks(3.1, "p1") + speaks(9.8, "")
        + R"({"event":"end","at":"2026-11-23T22:16:30.100Z","reason":""})";
    archive::Manifest manifest{.id = "demo-1",
                               .line = lineOf(journal, {{1, "a.webm", Seconds(60.0004)}}),
                               .files = {{"a.webm", archive::RecordingFileKind::Video, 7}},
                               .problems = {"no poster"}};
    manifest.chapters = buildChapters(manifest.line, "Ann");
    const auto json = nlohmann::json::parse(archive::toText(manifest));
    EXPECT_EQ(json["version"], 1);
    EXPECT_EQ(json["started"], "2026-11-23T22:15:30.000Z");
    EXPECT_EQ(json["ended"], "2026-11-23T22:16:30.100Z");
    EXPECT_EQ(json["seconds"], 60.0);
    EXPECT_EQ(json["reason"], "");
    EXPECT_EQ(json["parts"][0]["file"], "a.webm");
    EXPECT_EQ(json["participants"][0]["present"][0]["part"], 1);
    EXPECT_EQ(json["speakers"][0]["to"], 9.8);
    EXPECT_EQ(json["chapters"][0]["title"], "Ann started recording");
    EXPECT_EQ(json["files"][0]["bytes"], 7);
    EXPECT_EQ(json["problems"][0], "no poster");
    EXPECT_EQ(json["gaps"], nlohmann::json::array());
}

} // namespace
} // namespace confab::finish
