// SPDX-License-Identifier: Apache-2.0
#include "archive/recording_name.hpp"
#include "front/api/idempotency_book.hpp"
#include "front/recordings/journal_digest.hpp"
#include "front/recordings/retention.hpp"
#include "front/recordings/webhook.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace confab::front {
namespace {

using namespace std::chrono_literals;
using Kind = archive::RecordingFileKind;
using State = StoredRecording::State;
using testing::ElementsAre;
using testing::IsEmpty;

WallTime at(double secondsSince1970)
{
    return WallTime(std::chrono::round<std::chrono::milliseconds>(Seconds(secondsSince1970)));
}

constexpr const char* kId = "my-room-20261123-221530";

TEST(RecordingNameTest, EveryFileOfARecordingIsKnown)
{
    const std::tuple<const char*, Kind, int> files[] = {
        {".webm", Kind::Video, 1},          {".part2.webm", Kind::Video, 2},
        {".part12.mp4", Kind::Video, 12},   {".mp4", Kind::Video, 1},
        {".jsonl", Kind::Journal, 1},       {".json", Kind::Manifest, 1},
        {".jpg", Kind::Poster, 1},          {".vtt", Kind::Captions, 1},
        {".track-p1.webm", Kind::Track, 1}, {".part3.track-p1-screen-2.webm", Kind::Track, 3},
        {".hls", Kind::Stream, 1},          {".webm.tmp", Kind::Other, 1},
        {".partx.webm", Kind::Other, 1},    {".tmp.webm", Kind::Other, 1},
        {".render.webm", Kind::Other, 1},
    };
    for (const auto& [ending, kind, part] : files)
        EXPECT_EQ(archive::parseRecordingName(kId + std::string(ending)),
                  (archive::RecordingName{kId, kind, part}))
            << ending;
}

TEST(RecordingNameTest, NamesAreMadeAsTheyAreTakenApart)
{
    const std::string id = archive::makeRecordingId(
        "my-room", std::chrono::sys_seconds(std::chrono::seconds(1795472130)));
    EXPECT_EQ(id, kId);
    for (const auto kind :
         {Kind::Poster, Kind::Captions, Kind::Stream, Kind::Manifest, Kind::Journal})
        EXPECT_EQ(archive::parseRecordingName(archive::fileOf(id, kind)),
                  (archive::RecordingName{id, kind}));
    for (const int part : {1, 2, 12}) {
        EXPECT_EQ(archive::partOfFile(id, archive::videoFile(id, part)), part);
        EXPECT_EQ(archive::parseRecordingName(
                      *archive::trackFile(id, part, "p1", archive::TrackKind::Screen, 3)),
                  (archive::RecordingName{id, Kind::Track, part}));
    }
}

TEST(RecordingNameTest, VideosOfOthersAreRecordingsOfTheirOwn)
{
    EXPECT_EQ(archive::parseRecordingName("demo-2024-01-02T03.04.05Z.mkv"),
              (archive::RecordingName{"demo-2024-01-02T03.04.05Z", Kind::Video}));
    EXPECT_EQ(archive::parseRecordingName("talk.final.mp4"),
              (archive::RecordingName{"talk.final", Kind::Video}));
    EXPECT_EQ(archive::parseRecordingName("talk.webm"),
              (archive::RecordingName{"talk", Kind::Video}));
}

TEST(RecordingNameTest, AnythingElseIsNone)
{
    for (const char* name : {"", ".webm", ".a.webm", "webm", "notes.txt", "a/b.webm", "a b.webm",
                             "..", "a.WEBM", "\xc3\xa4.webm", "a\n.webm"})
        EXPECT_FALSE(archive::parseRecordingName(name)) << name;
}

TEST(RecordingNameTest, IdTellsRoomAndStart)
{
    EXPECT_EQ(archive::roomOfId(kId), "my-room");
    EXPECT_EQ(archive::roomOfId("r-20261123-221530-12"), "r");
    EXPECT_EQ(rfc3339(*archive::startOfId("r-20261123-221530-12")), "2026-11-23T22:15:30.000Z");
    for (const char* id : {"", "demo", "-20261123-221530", "demo-2026112-221530", "demo-20261123"})
        EXPECT_EQ(archive::roomOfId(id), "") << id;
}

TEST(RecordingNameTest, WhatIsNotForOthersHasNoType)
{
    const std::string id(kId);
    EXPECT_STREQ(archive::recordingContentType(id + ".part2.webm"), "video/webm");
    EXPECT_STREQ(archive::recordingContentType(id + ".mp4"), "video/mp4");
    EXPECT_STREQ(archive::recordingContentType(id + ".json"), "application/json");
    EXPECT_STREQ(archive::recordingContentType(id + ".jpg"), "image/jpeg");
    EXPECT_STREQ(archive::recordingContentType(id + ".vtt"), "text/vtt; charset=utf-8");
    EXPECT_STREQ(archive::streamContentType("live.m3u8"), "application/vnd.apple.mpegurl");
    EXPECT_STREQ(archive::streamContentType("seg1.m4s"), "video/iso.segment");
    for (const auto& file : {id + ".jsonl", id + ".hls", id + ".webm.tmp", id + ".txt", id})
        EXPECT_EQ(archive::recordingContentType(file), nullptr) << file;
    for (const char* file : {".m3u8", "..", "live.sh", ".live.m3u8", "a/live.m3u8"})
        EXPECT_EQ(archive::streamContentType(file), nullptr) << file;
}

std::string line(const char* event, const char* time, const char* more = "")
{
    return std::string("{\"event\":\"") + event + "\",\"at\":\"2026-01-01T00:" + time + "Z\"" + more
        + "}\n";
}

TEST(JournalDigestTest, IsTheSameHoweverTheFileGrows)
{
    const std::string text = line("recording", "00:00.250", ",\"room\":\"demo\"") + "nonsense\n"
        + "[1]\n{}\n" + line("paused", "00:10.250") + line("resumed", "00:30.250")
        + line("end", "00:40.250") + "{\"event\":\"paused\",\"at\":\"2026-01";
    for (const std::size_t step : {1u, 7u, 64u, 100000u}) {
        JournalDigest digest;
        for (std::size_t at = 0; at < text.size(); at += step)
            digest.feed(std::string_view(text).substr(at, step));
        EXPECT_EQ(digest.room(), "demo");
        EXPECT_EQ(digest.started(), at(1767225600.25));
        EXPECT_NEAR(digest.length().count(), 20, 1e-3);
        EXPECT_TRUE(digest.hasEnded());
        EXPECT_FALSE(digest.isPaused());
    }
}

TEST(JournalDigestTest, TimeStandsStillInAPause)
{
    JournalDigest digest;
    EXPECT_FALSE(digest.hasBegun());
    digest.feed(line("recording", "00:00.000") + line("paused", "00:10.000"));
    EXPECT_TRUE(digest.isPaused());
    EXPECT_NEAR(digest.lengthAt(at(1767225600 + 500)).count(), 10, 1e-3);
    digest.feed(line("resumed", "00:20.000"));
    EXPECT_NEAR(digest.lengthAt(at(1767225600 + 30)).count(), 20, 1e-3);
}

TEST(JournalDigestTest, NothingIsRecordedBetweenTwoParts)
{
    JournalDigest digest;
    digest.feed(line("recording", "00:00.000") + line("part", "00:00.000", ",\"part\":1"));
    EXPECT_NEAR(digest.lengthAt(at(1767225600 + 30)).count(), 30, 1e-3);
    digest.feed(line("part", "01:00.000", ",\"part\":2,\"recorded\":30.5"));
    EXPECT_NEAR(digest.length().count(), 30.5, 1e-3);
    digest.feed(line("paused", "01:10.000"));
    EXPECT_NEAR(digest.lengthAt(at(1767225600 + 500)).count(), 40.5, 1e-3);
    digest.feed(line("part", "10:00.000", ",\"part\":3,\"recorded\":40.5"));
    EXPECT_NEAR(digest.lengthAt(at(1767225600 + 900)).count(), 40.5, 1e-3) << "it is paused still";
    EXPECT_EQ(digest.started(), at(1767225600));
}

TEST(JournalDigestTest, LineWithoutAnEndIsNotKept)
{
    JournalDigest digest;
    for (int i = 0; i < 100; ++i)
        digest.feed(std::string(10000, 'x'));
    digest.feed("\n" + line("recording", "00:00.000"));
    EXPECT_TRUE(digest.hasBegun());
}

StoredRecording stored(const char* id, double started, std::uint64_t bytes,
                       State state = State::Ready)
{
    return {
        .id = id, .state = state, .started = at(started), .length = Seconds(10), .bytes = bytes};
}

TEST(RetentionTest, OldOnesGo)
{
    const std::vector<StoredRecording> all{stored("new", 1000, 1), stored("old", 900, 1),
                                           stored("older", 800, 1)};
    EXPECT_THAT(recordingsToDelete(all, {.keep = 100s}, at(1011)), ElementsAre("older", "old"));
    EXPECT_THAT(recordingsToDelete(all, {.keep = 100s}, at(1010)), ElementsAre("older"));
    EXPECT_THAT(recordingsToDelete(all, {}, at(1e9)), IsEmpty());
}

TEST(RetentionTest, OldestGoUntilTheRestFits)
{
    const std::vector<StoredRecording> all{stored("c", 3, 40), stored("a", 1, 40),
                                           stored("b", 2, 40)};
    EXPECT_THAT(recordingsToDelete(all, {.keepBytes = 120}, at(0)), IsEmpty());
    EXPECT_THAT(recordingsToDelete(all, {.keepBytes = 119}, at(0)), ElementsAre("a"));
    EXPECT_THAT(recordingsToDelete(all, {.keepBytes = 79}, at(0)), ElementsAre("a", "b"));
    EXPECT_THAT(recordingsToDelete(all, {.keepBytes = 1}, at(0)), ElementsAre("a", "b"))
        << "the newest stays";
}

TEST(RetentionTest, WhatIsNotFinishedStaysAndCounts)
{
    const std::vector<StoredRecording> all{
        stored("running", 1, 100, State::Recording), stored("waiting", 2, 100, State::Waiting),
        stored("finishing", 3, 100, State::Finishing), stored("a", 4, 10), stored("b", 5, 10)};
    EXPECT_THAT(recordingsToDelete(all, {.keep = 1s, .keepBytes = 300}, at(10)), ElementsAre("a"));
}

TEST(IdempotencyBookTest, SameKeyHasTheSameAnswerForTenMinutes)
{
    IdempotencyBook book;
    const IdempotencyBook::Clock::time_point start(1h);
    EXPECT_EQ(book.open("k", "q", start), nullptr);
    ASSERT_NE(book.open("k", "q", start), nullptr);
    EXPECT_EQ(book.open("k", "q", start)->answer.status, 0u);
    book.close("k", {201, "{}"});
    const auto* entry = book.open("k", "other", start + 599s);
    ASSERT_NE(entry, nullptr);
    EXPECT_EQ(entry->request, "q");
    EXPECT_EQ(entry->answer.status, 201u);
    EXPECT_EQ(entry->answer.body, "{}");
    EXPECT_EQ(book.open("k", "q", start + 600s), nullptr);
}

TEST(IdempotencyBookTest, FullBookLosesItsOldestAnswer)
{
    IdempotencyBook book;
    const IdempotencyBook::Clock::time_point start(1h);
    const auto key = [](std::size_t i) { return std::to_string(i); };
    EXPECT_EQ(book.open("pending", "", start), nullptr);
    for (std::size_t i = 0; i < IdempotencyBook::kMaxKeys; ++i) {
        const auto now = start + std::chrono::milliseconds(i + 1);
        EXPECT_EQ(book.open(key(i), "", now), nullptr);
        book.close(key(i), {201, {}});
    }
    const auto now = start + 2s;
    EXPECT_NE(book.open("pending", "", now), nullptr) << "whose answer is to come";
    EXPECT_NE(book.open(key(IdempotencyBook::kMaxKeys - 1), "", now), nullptr);
    EXPECT_NE(book.open(key(1), "", now), nullptr);
    EXPECT_EQ(book.open(key(0), "", now), nullptr);
}

TEST(WebhookTest, SignatureIsAnHmacOfTheBody)
{
    // RFC 4231, test case 2
    EXPECT_EQ(webhookSignature("Jefe", "what do ya want for nothing?"),
              "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

} // namespace
} // namespace confab::front
