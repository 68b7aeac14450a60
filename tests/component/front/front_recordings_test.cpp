// SPDX-License-Identifier: Apache-2.0
#include "support/recordings_fixture.hpp"

#include <gmock/gmock.h>

#include <iterator>
#include <map>

namespace confab::front {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

/// What there is, and what of it is served.
using FrontRecordingsTest = test::RecordingsFixture;

TEST_F(FrontRecordingsTest, FinishedOneIsShownWithAllItsFiles)
{
    recordAll("demo-20260101-000000", "demo");
    const auto recording = list()[0];
    EXPECT_EQ(recording["id"], "demo-20260101-000000");
    EXPECT_EQ(recording["room"], "demo");
    EXPECT_EQ(recording["started"], "2026-01-01T00:00:00.500Z");
    EXPECT_EQ(recording["seconds"], 12.25);
    EXPECT_EQ(recording["state"], "ready");
    EXPECT_EQ(recording["problems"], json{"no MP4"});
    EXPECT_EQ(recording["poster"], "/recordings/demo-20260101-000000.jpg");
    std::map<std::string, json> byUrl;
    std::uint64_t bytes = std::string("demo-20260101-000000.webm.tmp").size();
    for (const auto& file : recording["files"]) {
        byUrl[file["url"]] = file;
        bytes += file["bytes"].get<std::uint64_t>();
    }
    EXPECT_EQ(byUrl.size(), 8u) << recording.dump(1);
    EXPECT_EQ(recording["bytes"], bytes);
    EXPECT_EQ(byUrl["/recordings/demo-20260101-000000.part2.webm"]["kind"], "video");
    EXPECT_EQ(byUrl["/recordings/demo-20260101-000000.track-p1.webm"]["kind"], "track");
    EXPECT_EQ(byUrl["/recordings/demo-20260101-000000.vtt"]["kind"], "captions");
    EXPECT_EQ(byUrl["/recordings/demo-20260101-000000.hls/live.m3u8"]["bytes"], 14);
    for (const auto& [url, file] : byUrl)
        EXPECT_EQ(statusOf(get(url)), 200) << url;
    EXPECT_FALSE(recording.contains("manifest"));
    EXPECT_EQ(one("demo-20260101-000000")["manifest"]["seconds"], 12.25);
}

TEST_F(FrontRecordingsTest, NewestComesFirstAndARoomCanBeAskedFor)
{
    recordAll("a-20260101-000000", "a"); // its manifest says half a second later
    record("b-20260103-000000.webm", "b");
    record("a-20260102-000000.webm", "a");
    EXPECT_THAT(ids(list()),
                ElementsAre("b-20260103-000000", "a-20260102-000000", "a-20260101-000000"));
    EXPECT_THAT(ids(list("?room=a")), ElementsAre("a-20260102-000000", "a-20260101-000000"));
    EXPECT_THAT(list("?room=c"), IsEmpty());
}

TEST_F(FrontRecordingsTest, OlderFilesAreReadyAndStrayOnesAreNot)
{
    record("talk.webm", "1");
    record("demo-2024-01-02T03.04.05Z.mkv", "1");
    record("notes.json", "{}");
    record("picture.jpg", "x");
    record("readme.txt", "x");
    EXPECT_THAT(ids(list()), testing::UnorderedElementsAre("talk", "demo-2024-01-02T03.04.05Z"));
    EXPECT_EQ(one("talk")["state"], "ready");
    EXPECT_FALSE(one("talk").contains("seconds"));
}

TEST_F(FrontRecordingsTest, AFileThatIsNoVideoIsAProblem)
{
    record("talk.webm", "\x1a\x45\xdf\xa3 and so on");
    record("film.mp4",
           std::string("\0\0\0\x20"
                       "ftypisom",
                       12));
    record("noise.webm", "ftyp, or anything else");
    record("noise2.mp4", "\x1a\x45\xdf\xa3");
    record("empty.mkv", "");
    EXPECT_EQ(one("talk")["problems"], json::array());
    EXPECT_EQ(one("film")["problems"], json::array());
    EXPECT_EQ(one("noise")["problems"], json{"noise.webm is no video that can be played"});
    EXPECT_EQ(one("noise2")["problems"], json{"noise2.mp4 is no video that can be played"});
    EXPECT_EQ(one("empty")["problems"], json{"empty.mkv is no video that can be played"});
}

TEST_F(FrontRecordingsTest, BrokenManifestIsAProblemAndNoMore)
{
    record("demo-20260101-000000.webm", "1");
    for (const char* text : {"", "{", "[]", "{\"seconds\":\"x\",\"problems\":3,\"started\":[]}"}) {
        record("demo-20260101-000000.json", text);
        const auto recording = one("demo-20260101-000000");
        EXPECT_EQ(recording["state"], "ready") << text;
        EXPECT_EQ(recording["started"], "2026-01-01T00:00:00.000Z") << text;
    }
    record("demo-20260101-000000.json", "[1]");
    EXPECT_EQ(one("demo-20260101-000000")["problems"], json{"its manifest cannot be read"});
}

TEST_F(FrontRecordingsTest, WhoHoldsTheJournalRecords)
{
    auto lock = recordNow("demo-20260101-000000");
    EXPECT_EQ(list()[0]["state"], "recording");
    EXPECT_EQ(list()[0]["paused"], false);
    EXPECT_GT(list()[0]["seconds"].get<double>(), 1000);
    EXPECT_EQ(statusOf(get("/recordings/demo-20260101-000000.webm")), 200);
    lock = {};
    EXPECT_EQ(list()[0]["state"], "waiting");
    EXPECT_EQ(list()[0]["seconds"], 0);
}

TEST_F(FrontRecordingsTest, PauseIsSeen)
{
    const auto lock = recordNow("demo-20260101-000000",
                                R"({"event":"paused","at":"2026-01-01T00:00:20.000Z"})"
                                "\n");
    EXPECT_EQ(list()[0]["paused"], true);
    EXPECT_EQ(list()[0]["seconds"], 20);
}

TEST_F(FrontRecordingsTest, JournalThatIsJustBeingMadeIsNotTaken)
{
    record("demo-20260101-000000.jsonl", "");
    EXPECT_EQ(list()[0]["state"], "recording");
    last_write_time(recordings() / "demo-20260101-000000.jsonl",
                    std::filesystem::file_time_type::clock::now() - 1h);
    EXPECT_EQ(list()[0]["state"], "waiting");
}

TEST_F(FrontRecordingsTest, EveryKindIsServedInPartsWithItsType)
{
    const std::string id = "demo-20260101-000000";
    std::filesystem::create_directory(recordings() / (id + ".hls"));
    const std::pair<std::string, std::string> kinds[] = {
        {id + ".webm", "video/webm"},
        {id + ".part2.webm", "video/webm"},
        {id + ".mp4", "video/mp4"},
        {id + ".json", "application/json"},
        {id + ".jpg", "image/jpeg"},
        {id + ".vtt", "text/vtt; charset=utf-8"},
        {id + ".track-p1-screen.webm", "video/webm"},
        {id + ".hls/live.m3u8", "application/vnd.apple.mpegurl"},
        {id + ".hls/segment1.ts", "video/mp2t"},
        {id + ".hls/segment1.m4s", "video/iso.segment"},
    };
    for (const auto& [file, type] : kinds) {
        record(file, "0123456789");
        EXPECT_THAT(get("/recordings/" + file),
                    AllOf(HasSubstr("Content-Type: " + type + "\r\n"),
                          HasSubstr("Content-Disposition: inline\r\n"),
                          EndsWith("\r\n\r\n0123456789")));
        EXPECT_THAT(get("/recordings/" + file, "Range: bytes=2-4\r\n"),
                    AllOf(StartsWith("HTTP/1.1 206 "), HasSubstr("Content-Range: bytes 2-4/10\r\n"),
                          EndsWith("\r\n\r\n234")));
        EXPECT_THAT(get("/recordings/" + file + "?download=1"),
                    HasSubstr("Content-Disposition: attachment; filename=\""
                              + file.substr(file.rfind('/') + 1) + "\"\r\n"));
        EXPECT_THAT(request("HEAD /recordings/" + file),
                    AllOf(HasSubstr("Content-Length: 10\r\n"), EndsWith("\r\n\r\n")));
    }
    record(id + ".webm", "");
    EXPECT_THAT(get("/recordings/" + id + ".webm"),
                AllOf(StartsWith("HTTP/1.1 200 "), HasSubstr("Content-Length: 0\r\n")));
}

TEST_F(FrontRecordingsTest, LongFileComesWholeAndInParts)
{
    std::string content;
    for (int i = 0; content.size() < 3000000; ++i)
        content += std::to_string(i) + ' ';
    record("talk.webm", content);
    EXPECT_TRUE(bodyOf(get("/recordings/talk.webm")) == content);
    EXPECT_TRUE(bodyOf(get("/recordings/talk.webm", "Range: bytes=262100-1500000\r\n"))
                == content.substr(262100, 1500000 - 262100 + 1));
}

TEST_F(FrontRecordingsTest, FileThatIsMadeShorterEndsItsDownloadOnly)
{
    const auto path = recordings() / "talk.webm";
    record("talk.webm", "");
    std::filesystem::resize_file(path, 200000000);
    const auto client = GRef<GSocketClient>::adopt(g_socket_client_new());
    const auto connection = GRef<GSocketConnection>::adopt(
        g_socket_client_connect_to_host(client.get(), host().c_str(), 0, nullptr, nullptr));
    auto* socket = g_socket_connection_get_socket(connection.get());
    const auto request = "GET /recordings/talk.webm HTTP/1.1\r\nHost: " + host() + "\r\n\r\n";
    g_socket_send(socket, request.data(), request.size(), nullptr, nullptr);
    g_socket_set_blocking(socket, FALSE);
    std::size_t received = 0;
    std::string buffer(1 << 20, '\0');
    const auto isOver = [&] {
        GErrorOut error;
        const auto count = g_socket_receive(socket, buffer.data(), buffer.size(), nullptr, error);
        received += count > 0 ? std::size_t(count) : 0;
        return count == 0 || (count < 0 && !error.is(G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK));
    };
    EXPECT_TRUE(runUntil([&] { return isOver() || received > 0; }));
    std::filesystem::resize_file(path, 10);
    EXPECT_TRUE(runUntil(isOver));
    EXPECT_GT(received, 100000u);
    EXPECT_LT(received, 200000000u);
    EXPECT_EQ(statusOf(get("/healthz")), 200);
    EXPECT_THAT(get("/recordings/talk.webm"),
                EndsWith(std::string("\r\n\r\n") + std::string(10, '\0')));
}

TEST_F(FrontRecordingsTest, FolderThatIsMadeAgainIsTheFolder)
{
    record("old.webm", "1");
    std::filesystem::remove_all(recordings());
    EXPECT_THAT(list(), IsEmpty());
    EXPECT_EQ(statusOf(get("/recordings/old.webm")), 404);
    std::filesystem::create_directory(recordings());
    record("new.webm", "1");
    EXPECT_THAT(ids(list()), ElementsAre("new"));
    EXPECT_EQ(statusOf(get("/recordings/new.webm")), 200);
}

} // namespace
} // namespace confab::front
