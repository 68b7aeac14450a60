// SPDX-License-Identifier: Apache-2.0
#include "support/recordings_fixture.hpp"

#include <gmock/gmock.h>
#include <sys/stat.h>

namespace confab::front {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

/// What is deleted, and what nobody gets at.
using FrontRecordingsGuardTest = test::RecordingsFixture;

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

TEST_F(FrontRecordingsGuardTest, DeletingTakesAllFilesOfThatOneOnly)
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

TEST_F(FrontRecordingsGuardTest, DeletingAnOlderOneLeavesThoseOfItsHour)
{
    record("demo-2024-01-02T03.04.05Z.mkv", "1");
    record("demo-2024-01-02T03.59.00Z.mkv", "1");
    EXPECT_EQ(statusOf(send("DELETE", "/api/v1/recordings/demo-2024-01-02T03.04.05Z")), 204);
    EXPECT_THAT(filesIn(recordings()), ElementsAre("demo-2024-01-02T03.59.00Z.mkv"));
}

TEST_F(FrontRecordingsGuardTest, WhatIsRecordedCannotBeDeleted)
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

TEST_F(FrontRecordingsGuardTest, PagesFromElsewhereDeleteNothing)
{
    record("talk.webm", "1");
    const std::string path = "/api/v1/recordings/talk";
    EXPECT_THAT(send("DELETE", path, nullptr, "Origin: http://evil.example\r\n"),
                AllOf(StartsWith("HTTP/1.1 403 "), HasSubstr("origin.refused")));
    EXPECT_THAT(filesIn(recordings()), ElementsAre("talk.webm"));
    EXPECT_EQ(statusOf(send("DELETE", path, nullptr, "Origin: " + url() + "\r\n")), 204);
}

TEST_F(FrontRecordingsGuardTest, MethodThatAResourceDoesNotHaveIsNamed)
{
    record("talk.webm", "1");
    EXPECT_THAT(send("PUT", "/api/v1/recordings/talk", json::object()),
                AllOf(StartsWith("HTTP/1.1 405 "), HasSubstr("Allow: GET, HEAD, DELETE\r\n")));
    EXPECT_THAT(send("DELETE", "/recordings/talk.webm"),
                AllOf(StartsWith("HTTP/1.1 405 "), HasSubstr("Allow: GET, HEAD\r\n")));
    EXPECT_EQ(statusOf(send("DELETE", "/api/v1/recordings")), 405);
    EXPECT_THAT(filesIn(recordings()), ElementsAre("talk.webm"));
}

TEST_F(FrontRecordingsGuardTest, HostileNamesGetNothingAndHarmNothing)
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

TEST_F(FrontRecordingsGuardTest, LinkIsNotFollowedWhenItsRecordingIsDeleted)
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
} // namespace confab::front
