// SPDX-License-Identifier: Apache-2.0
#include "support/front_fixture.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/file.h>

#include <iterator>
#include <map>
#include <set>

namespace confab {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

/// The recordings of a front, as files that the test has made up.
class FrontRecordingsTest : public test::FrontFixture {
protected:
    FrontRecordingsTest()
    {
        options_.timing.finishLook = 1h; // what waits, waits
        start();
    }

    /// Finished, with every kind of file.
    void recordAll(const std::string& id, const std::string& room)
    {
        for (const char* ending :
             {".webm", ".part2.webm", ".mp4", ".jpg", ".vtt", ".track-p1.webm", ".webm.tmp"})
            record(id + ending, id + ending);
        std::filesystem::create_directory(recordings() / (id + ".hls"));
        record(id + ".hls/live.m3u8", "#EXTM3U");
        record(id + ".hls/segment0.ts", "segment");
        record(id + ".json",
               json{{"version", 1},
                    {"id", id},
                    {"room", room},
                    {"started", "2026-01-01T00:00:00.500Z"},
                    {"seconds", 12.25},
                    {"problems", {"no MP4"}}}
                   .dump());
    }
    /// One that a room is making as long as the result lives.
    UniqueFd recordNow(const std::string& id, const std::string& more = {})
    {
        const auto path = recordings() / (id + ".jsonl");
        std::ofstream(path) << R"({"event":"recording","at":"2026-01-01T00:00:00.000Z",)"
                            << R"("version":1,"room":"demo"})"
                            << "\n"
                            << more;
        record(id + ".webm", "frames");
        UniqueFd fd(::open(path.c_str(), O_RDWR | O_CLOEXEC));
        EXPECT_EQ(flock(fd.get(), LOCK_EX | LOCK_NB), 0);
        return fd;
    }
    json list(const std::string& query = {}) { return jsonOf(get("/api/v1/recordings" + query)); }
    json one(const std::string& id) { return jsonOf(get("/api/v1/recordings/" + id)); }
    std::vector<std::string> ids(const json& list)
    {
        std::vector<std::string> all;
        for (const auto& entry : list)
            all.push_back(entry["id"]);
        return all;
    }
    std::set<std::string> filesIn(const std::filesystem::path& folder)
    {
        std::set<std::string> all;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
            all.insert(entry.path().lexically_relative(folder));
        return all;
    }
};

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

TEST_F(FrontRecordingsTest, DeletingTakesAllFilesOfThatOneOnly)
{
    recordAll("demo-20260101-000000", "demo");
    const auto before = filesIn(recordings());
    recordAll("demo-20260101-000000-2", "demo");
    EXPECT_EQ(statusOf(send("DELETE", "/api/v1/recordings/demo-20260101-000000-2")), 204);
    EXPECT_EQ(filesIn(recordings()), before);
    EXPECT_EQ(statusOf(send("DELETE", "/api/v1/recordings/demo-20260101-000000-2")), 404);
    EXPECT_EQ(statusOf(send("DELETE", "/api/v1/recordings/demo-20260101-000000")), 204);
    EXPECT_THAT(filesIn(recordings()), IsEmpty());
}

TEST_F(FrontRecordingsTest, DeletingAnOlderOneLeavesThoseOfItsHour)
{
    record("demo-2024-01-02T03.04.05Z.mkv", "1");
    record("demo-2024-01-02T03.59.00Z.mkv", "1");
    EXPECT_EQ(statusOf(send("DELETE", "/api/v1/recordings/demo-2024-01-02T03.04.05Z")), 204);
    EXPECT_THAT(filesIn(recordings()), ElementsAre("demo-2024-01-02T03.59.00Z.mkv"));
}

TEST_F(FrontRecordingsTest, WhatIsRecordedCannotBeDeleted)
{
    auto lock = recordNow("demo-20260101-000000");
    const auto before = filesIn(recordings());
    EXPECT_THAT(send("DELETE", "/api/v1/recordings/demo-20260101-000000"),
                AllOf(StartsWith("HTTP/1.1 409 "), HasSubstr("recording.running")));
    EXPECT_EQ(filesIn(recordings()), before);
    lock = {};
    EXPECT_EQ(statusOf(send("DELETE", "/api/v1/recordings/demo-20260101-000000")), 204);
    EXPECT_THAT(filesIn(recordings()), IsEmpty());
}

TEST_F(FrontRecordingsTest, PagesFromElsewhereDeleteNothing)
{
    record("talk.webm", "1");
    const std::string path = "/api/v1/recordings/talk";
    EXPECT_THAT(send("DELETE", path, nullptr, "Origin: http://evil.example\r\n"),
                AllOf(StartsWith("HTTP/1.1 403 "), HasSubstr("origin.refused")));
    EXPECT_THAT(filesIn(recordings()), ElementsAre("talk.webm"));
    EXPECT_EQ(statusOf(send("DELETE", path, nullptr, "Origin: " + url() + "\r\n")), 204);
}

TEST_F(FrontRecordingsTest, MethodThatAResourceDoesNotHaveIsNamed)
{
    record("talk.webm", "1");
    EXPECT_THAT(send("PUT", "/api/v1/recordings/talk", json::object()),
                AllOf(StartsWith("HTTP/1.1 405 "), HasSubstr("Allow: GET, HEAD, DELETE\r\n")));
    EXPECT_THAT(send("DELETE", "/recordings/talk.webm"),
                AllOf(StartsWith("HTTP/1.1 405 "), HasSubstr("Allow: GET, HEAD\r\n")));
    EXPECT_EQ(statusOf(send("DELETE", "/api/v1/recordings")), 405);
    EXPECT_THAT(filesIn(recordings()), ElementsAre("talk.webm"));
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
    const std::string request = "GET /recordings/talk.webm HTTP/1.1\r\nHost: x\r\n\r\n";
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

/// Names that try to get out, or at what is not to be had.
std::vector<std::string> hostileNames(const std::string& outside)
{
    const std::string ups[] = {"..",
                               "%2e%2e",
                               "%2E%2E",
                               "..%2f..",
                               "%2e%2e%2f%2e%2e",
                               "....",
                               "..%5c",
                               "..\\",
                               "%252e%252e",
                               "..%c0%af",
                               "..;",
                               "%c0%ae%c0%ae",
                               ".",
                               "./..",
                               "sub/..",
                               "..%00",
                               "%u002e%u002e",
                               "\xc0\xae\xc0\xae",
                               "..%ef%bc%8f",
                               "\xef\xbc\x8e\xef\xbc\x8e",
                               "~",
                               "%7e",
                               "..%09",
                               "%20..",
                               ".. "};
    std::vector<std::string> names;
    for (const auto& up : ups)
        for (const char* slash : {"/", "%2f", "//", "\\"})
            for (const char* target : {"secret.webm", "secret"})
                names.push_back(up + slash + target);
    for (const std::string name : {"link-20260101-000000.webm",
                                   "link-20260101-000000",
                                   "evil-20260101-000000.hls",
                                   "evil-20260101-000000.hls/live.m3u8",
                                   "evil-20260101-000000",
                                   "open-20260101-000000.jsonl",
                                   "open-20260101-000000.jsonl?download=1",
                                   ".hidden.webm",
                                   "%2ehidden.webm",
                                   ".hidden",
                                   "notes.txt",
                                   "notes",
                                   "folder.webm",
                                   "pipe.webm",
                                   "good.webm/",
                                   "good.webm%00",
                                   "good.webm%00.txt",
                                   "good.webm.",
                                   "GOOD.WEBM",

                                   "good.webm%20",
                                   "good.webm;",
                                   "good.web\xc3\xb6m",
                                   "good\xe2\x80\xae.webm",
                                   "go\x01od.webm",
                                   "good.\xff.webm",
                                   "CON",
                                   "C:secret.webm",
                                   "*",
                                   "*.webm",
                                   "%",
                                   "%2",
                                   "%zz",
                                   ".webm",
                                   ".jsonl",
                                   "...",
                                   "good.webm/../../secret.webm",
                                   "good.hls/../../secret.webm",

                                   "good.hls/.hidden.ts",
                                   "good.hls/run.sh",
                                   "good.hls/link.ts",
                                   "good.hls/sub",
                                   "good.hls/",
                                   "good.hls//live.m3u8",
                                   "good.hls/sub/live.m3u8",
                                   "good.hls",
                                   "$(id)",
                                   "`id`",
                                   "';--",
                                   "{}",
                                   "null",
                                   "-rf",
                                   "--"})
        names.push_back(name);
    names.push_back(std::string(300, 'a') + ".webm");
    names.push_back(std::string(5000, '.') + "/secret.webm");
    names.push_back(std::string("secret.webm\0.webm", 17));
    names.push_back(outside + "/secret.webm");
    names.push_back("file://" + outside + "/secret.webm");
    return names;
}

TEST_F(FrontRecordingsTest, HostileNamesGetNothingAndHarmNothing)
{
    using namespace std::filesystem;
    for (const char* file : {"secret.webm", "secret.json", "secret"})
        std::ofstream(folder_ / file) << "SECRET";
    create_directory(folder_ / "outside");
    std::ofstream(folder_ / "outside" / "live.m3u8") << "SECRET";
    create_symlink(folder_ / "secret.webm", recordings() / "link-20260101-000000.webm");
    create_directory_symlink(folder_ / "outside", recordings() / "evil-20260101-000000.hls");
    create_directories(recordings() / "good.hls" / "sub");
    create_symlink(folder_ / "secret.webm", recordings() / "good.hls" / "link.ts");
    create_directory(recordings() / "folder.webm");
    ASSERT_EQ(mkfifo((recordings() / "pipe.webm").c_str(), 0600), 0);
    for (const char* file : {".hidden.webm", "notes.txt", "open-20260101-000000.jsonl",
                             "good.hls/.hidden.ts", "good.hls/run.sh", "good.hls/sub/live.m3u8"})
        record(file, "SECRET");
    record("good.hls/live.m3u8", "fine");
    record("good.webm", "fine");
    const auto lock =
        UniqueFd(::open((recordings() / "open-20260101-000000.jsonl").c_str(), O_RDWR));
    ASSERT_EQ(flock(lock.get(), LOCK_EX | LOCK_NB), 0);
    ASSERT_EQ(statusOf(get("/recordings/good.webm")), 200);
    ASSERT_EQ(statusOf(get("/recordings/good.hls/live.m3u8")), 200);
    const auto before = filesIn(folder_.path());

    const auto names = hostileNames(folder_.path());
    EXPECT_GE(names.size(), 200u);
    for (const auto& name : names)
        for (const char* where : {"/recordings/", "/recordings/good.hls/", "/api/v1/recordings/"})
            for (const char* method : {"GET", "DELETE"}) {
                const auto answer = request(method + std::string(" ") + where + name);
                EXPECT_TRUE(answer.empty() || statusOf(answer) / 100 == 4)
                    << method << where << name;
                EXPECT_THAT(answer, Not(HasSubstr("SECRET"))) << method << where << name;
            }
    EXPECT_EQ(filesIn(folder_.path()), before);
    EXPECT_EQ(statusOf(get("/recordings/good.webm")), 200);
}

TEST_F(FrontRecordingsTest, LinkIsNotFollowedWhenItsRecordingIsDeleted)
{
    using namespace std::filesystem;
    create_directory(folder_ / "outside");
    std::ofstream(folder_ / "outside" / "live.m3u8") << "SECRET";
    record("demo-20260101-000000.webm", "1");
    create_directory_symlink(folder_ / "outside", recordings() / "demo-20260101-000000.hls");
    EXPECT_EQ(statusOf(send("DELETE", "/api/v1/recordings/demo-20260101-000000")), 204);
    EXPECT_TRUE(exists(folder_ / "outside" / "live.m3u8"));
    EXPECT_FALSE(exists(recordings() / "demo-20260101-000000.webm"));
}

} // namespace
} // namespace confab
