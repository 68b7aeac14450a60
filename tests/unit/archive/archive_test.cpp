// SPDX-License-Identifier: Apache-2.0
#include "archive/manifest.hpp"

#include "support/old_recordings.hpp"

#include <gmock/gmock.h>

namespace confab::archive {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(OldJournalTest, IsReadAsWhatHappened)
{
    const auto journal =
        readJournal(test::oldText(fileOf(test::kOldCut, RecordingFileKind::Journal)));
    EXPECT_EQ(journal.head,
              (note::Recording{
                  .id = test::kOldCut, .room = "cut", .tracks = true, .canvas = {320, 180, 15}}));
    EXPECT_EQ(rfc3339(*journal.started), "2026-11-28T23:20:36.625Z");
    ASSERT_EQ(journal.parts.size(), 1u);
    EXPECT_EQ(journal.parts[0].file, videoFile(test::kOldCut));
    std::vector<Note> notes;
    for (const auto& event : journal.events)
        notes.push_back(event.note);
    EXPECT_THAT(notes,
                ElementsAre(note::Layout{"auto"}, note::Joined{"p838041a1", "Ann1"},
                            note::Joined{"p848a68eb", "Ann0"}, note::Speaker{"p848a68eb"}));
    ASSERT_EQ(journal.tracks.size(), 2u);
    EXPECT_EQ(journal.tracks[0].file, trackFile(test::kOldCut, 1, "p848a68eb", TrackKind::Camera));
    EXPECT_FALSE(journal.ended);
    EXPECT_EQ(journal.reason, "the room died");
}

TEST(OldManifestTest, IsReadAndWrittenAsItWas)
{
    for (const auto& id : {test::kOldWebm, test::kOldMp4, test::kOldStreamed}) {
        const auto text = test::oldText(fileOf(id, RecordingFileKind::Manifest));
        const auto manifest = parseManifest(text);
        ASSERT_TRUE(manifest) << manifest.error().message;
        EXPECT_EQ(manifest->id, id);
        EXPECT_EQ(toText(*manifest), text);
    }
}

TEST(OldManifestTest, SaysWhatHappened)
{
    const auto manifest =
        parseManifest(test::oldText(fileOf(test::kOldWebm, RecordingFileKind::Manifest)));
    ASSERT_TRUE(manifest);
    EXPECT_EQ(manifest->room, "webm");
    EXPECT_EQ(manifest->canvas, (Canvas{320, 180, 15}));
    EXPECT_NEAR(manifest->line.length.count(), 4.42, 1e-6);
    ASSERT_EQ(manifest->line.participants.size(), 2u);
    EXPECT_EQ(manifest->line.nameOf("p42e0b9ba"), "Ann0");
    ASSERT_EQ(manifest->line.pauses.size(), 1u);
    ASSERT_EQ(manifest->chapters.size(), 2u);
    EXPECT_EQ(manifest->chapters[1].title, "Paused for 1 s");
    ASSERT_EQ(manifest->tracks.size(), 2u);
    EXPECT_EQ(manifest->tracks[0].kind, TrackKind::Camera);
    EXPECT_EQ(manifest->files[1].kind, RecordingFileKind::Poster);
}

TEST(OldManifestTest, IsReadThoughItsLateMp4IsListedAsPairs)
{
    const auto manifest = parseManifest(
        R"({"version": 1, "id": "a-1", "files": [["file", "a-1.mp4"], ["kind", "video"],)"
        R"( ["bytes", 7], {"file": "a-1.webm", "kind": "video", "bytes": 9}]})");
    ASSERT_TRUE(manifest) << manifest.error().message;
    ASSERT_EQ(manifest->files.size(), 1u);
    EXPECT_EQ(manifest->files[0].file, "a-1.webm");
}

TEST(JournalLineTest, EveryNoteIsReadAsItWasWritten)
{
    const Note notes[] = {note::Recording{.id = "a",
                                          .room = "b",
                                          .by = "p1",
                                          .byName = "Ann",
                                          .format = VideoFormat::Mp4,
                                          .tracks = true,
                                          .hls = true,
                                          .canvas = {640, 360, 30}},
                          note::Part{2, "a.part2.webm"},
                          note::Joined{"p1", "Ann \"\n", true},
                          note::Left{"p1"},
                          note::Speaker{""},
                          note::Layout{"grid"},
                          note::Share{"p1", true},
                          note::Paused{},
                          note::Resumed{},
                          note::Track{"p1", TrackKind::Screen, "a.track-p1-screen.webm"},
                          note::Problem{"no space"},
                          note::End{"full"}};
    for (const auto& note : notes) {
        const auto text = toText({parseRfc3339("2026-11-23T22:15:30.120Z"), Seconds(1.25), note});
        EXPECT_THAT(text, HasSubstr(R"("at":"2026-11-23T22:15:30.120Z")"));
        EXPECT_THAT(text, HasSubstr(R"("t":1.25)"));
        EXPECT_EQ(text.find('\n'), text.npos);
        const auto line = parseJournalLine(text);
        ASSERT_TRUE(line) << text;
        EXPECT_EQ(line->note, note) << text;
    }
}

// As the number of milliseconds the longest double is infinite, which JSON cannot say.
TEST(ManifestTest, SecondsBeyondALifetimeAreAFault)
{
    const std::string text = R"({"version":1,"seconds":1e308})";
    EXPECT_THAT(parseManifest(text).error().message, HasSubstr("\"seconds\" must be"));
    const auto skimmed = skimManifest(text);
    ASSERT_TRUE(skimmed);
    EXPECT_EQ(skimManifest(toText(*skimmed))->line.length, skimmed->line.length);
}

TEST(ManifestTest, AMomentHasAYearOfFourDigits)
{
    for (const char* text : {"9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00"})
        EXPECT_FALSE(parseRfc3339(text)) << text;
    for (const char* text : {"9999-12-31T23:59:59.000Z", "0001-01-01T00:00:00.000Z"})
        EXPECT_EQ(rfc3339(parseRfc3339(text).value_or(WallTime())), text);
}

TEST(RecordingNameTest, PartsCountFromOne)
{
    EXPECT_EQ(parseRecordingName("a-20261123-221530.part0.webm")->part, 1);
    EXPECT_EQ(parseRecordingName("a-20261123-221530.part2.webm")->part, 2);
}

// Copies of JSON are made by recursion: tens of thousands of levels take all of the stack.
TEST(ManifestTest, OneThatIsNestedDeeplyIsNone)
{
    const auto deep =
        "{\"version\":1,\"x\":" + std::string(200000, '[') + std::string(200000, ']') + "}";
    EXPECT_FALSE(parseManifest(deep));
    EXPECT_FALSE(skimManifest(deep));
    EXPECT_TRUE(parseManifest(toText(Manifest{.id = "a-1"}, deep)));
}

TEST(ManifestTest, WhatIsNotOursStays)
{
    const auto text = toText(Manifest{.id = "a-1"}, R"({"title": "Talk", "room": "b"})");
    EXPECT_THAT(text, HasSubstr(R"("title": "Talk")"));
    EXPECT_THAT(text, HasSubstr(R"("room": "")"));
}

} // namespace
} // namespace confab::archive
