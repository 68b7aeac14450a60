// SPDX-License-Identifier: Apache-2.0
#include "support/front_fixture.hpp"
#include "support/hook_server.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/file.h>

#include <sstream>

namespace confab::front {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing::StartsWith;

constexpr const char* kDemo = "demo-20260101-000000";

/// What becomes of recordings, with tests/support/fake_finish.sh as the finisher.
class FrontArchiveTest : public test::FrontFixture {
protected:
    FrontArchiveTest()
    {
        options_.timing.finishLook = 1h; // only when there is an occasion
        std::filesystem::create_directory(recordings());
    }
    ~FrontArchiveTest() override { letGo(); }

    /// One that nobody records any more.
    void leave(const std::string& id)
    {
        record(id + ".webm", "frames");
        record(id + ".jsonl", "{\"event\":\"recording\",\"at\":\"2026-01-01T00:00:00.000Z\"}\n");
    }
    json one(const std::string& id) { return jsonOf(get("/api/v1/recordings/" + id)); }
    std::string stateOf(const std::string& id) { return one(id).value("state", "none"); }
    bool reaches(const std::string& id, const std::string& state)
    {
        return runUntil([&] { return stateOf(id) == state; });
    }
    /// What the finisher did, a line each.
    std::vector<std::string> log() const
    {
        std::ifstream file(folder_ / "finish.log");
        std::vector<std::string> lines;
        for (std::string line; std::getline(file, line);)
            lines.push_back(line);
        return lines;
    }
    void letGo() { std::ofstream(folder_ / "go") << ""; }
};

TEST_F(FrontArchiveTest, WhatWasLeftBehindIsFinishedAtTheStart)
{
    leave(kDemo);
    start();
    EXPECT_TRUE(reaches(kDemo, "ready"));
    EXPECT_EQ(one(kDemo)["seconds"], 12.5);
    EXPECT_THAT(log(), ElementsAre("begin demo-20260101-000000 10", "end demo-20260101-000000"))
        << "at a niceness of 10";
}

TEST_F(FrontArchiveTest, OneIsFinishedAfterTheOtherTheOldestFirst)
{
    for (const char* id : {"c-20260103-000000", "a-20260101-000000", "b-20260102-000000"}) {
        record(std::string(id) + ".jsonl", "{}\n");
        last_write_time(recordings() / (std::string(id) + ".jsonl"),
                        std::filesystem::file_time_type::clock::now() - 1h);
    }
    start();
    EXPECT_TRUE(reaches("c-20260103-000000", "ready"));
    EXPECT_THAT(log(),
                ElementsAre("begin a-20260101-000000 10", "end a-20260101-000000",
                            "begin b-20260102-000000 10", "end b-20260102-000000",
                            "begin c-20260103-000000 10", "end c-20260103-000000"));
}

TEST_F(FrontArchiveTest, ProgressIsShownAndTheOthersWait)
{
    leave("slow-20260101-000000");
    leave("slow-20260102-000000");
    start();
    const std::string first = "slow-20260101-000000", second = "slow-20260102-000000";
    EXPECT_TRUE(runUntil([&] { return one(first).contains("percent"); }));
    EXPECT_EQ(stateOf(first), "finishing");
    EXPECT_EQ(one(first)["percent"], 42);
    EXPECT_EQ(one(first)["step"], "webm");
    EXPECT_EQ(stateOf(second), "waiting");
    EXPECT_THAT(send("DELETE", "/api/v1/recordings/" + first), StartsWith("HTTP/1.1 409 "));
    letGo();
    EXPECT_TRUE(reaches(first, "ready"));
    EXPECT_TRUE(reaches(second, "ready"));
}

TEST_F(FrontArchiveTest, FailureIsToldAndStopsNoOther)
{
    for (const char* id : {"bad-20260101-000000", "crash-20260101-000000", "liar-20260101-000000"})
        leave(id);
    leave("zoo-20260101-000000");
    start();
    const auto problemOf = [&](const std::string& id) {
        EXPECT_TRUE(runUntil([&] { return !one(id)["problems"].empty(); })) << id;
        return one(id)["problems"].dump();
    };
    EXPECT_TRUE(reaches("zoo-20260101-000000", "ready"));
    EXPECT_THAT(problemOf("bad-20260101-000000"), HasSubstr("there is no picture in it"));
    EXPECT_THAT(problemOf("crash-20260101-000000"), HasSubstr("killed by signal 9"));
    EXPECT_THAT(problemOf("liar-20260101-000000"), HasSubstr("its journal is still there"));
    EXPECT_EQ(stateOf("bad-20260101-000000"), "waiting");
}

TEST_F(FrontArchiveTest, FailedOneIsTriedAgainLaterOnly)
{
    options_.timing.finishLook = 20ms;
    leave("bad-20260101-000000");
    start();
    EXPECT_TRUE(runUntil([&] { return log().size() == 2; }));
    leave(kDemo); // and many looks later
    EXPECT_TRUE(reaches(kDemo, "ready"));
    EXPECT_THAT(log(), SizeIs(4));
    stop();
    options_.timing.finishRetry = 30ms;
    start();
    EXPECT_TRUE(runUntil([&] { return log().size() >= 10; }));
}

TEST_F(FrontArchiveTest, FinisherThatCannotBeStartedIsAFailure)
{
    options_.finishProgram = {"/nonexistent/finish"};
    leave(kDemo);
    start();
    EXPECT_TRUE(runUntil([&] { return !one(kDemo)["problems"].empty(); }));
    EXPECT_EQ(stateOf(kDemo), "waiting");
}

TEST_F(FrontArchiveTest, SilentFinisherIsKilled)
{
    options_.timing.finishSilence = 100ms;
    leave("hang-20260101-000000");
    start();
    EXPECT_TRUE(runUntil([&] { return !one("hang-20260101-000000")["problems"].empty(); }));
    EXPECT_THAT(one("hang-20260101-000000")["problems"].dump(), HasSubstr("too long"));
}

TEST_F(FrontArchiveTest, WhoRecordsIsLeftInPeace)
{
    options_.timing.finishLook = 20ms;
    leave(kDemo);
    UniqueFd lock(::open((recordings() / (std::string(kDemo) + ".jsonl")).c_str(), O_RDWR));
    ASSERT_EQ(flock(lock.get(), LOCK_EX | LOCK_NB), 0);
    leave("other-20260101-000000");
    start();
    EXPECT_TRUE(reaches("other-20260101-000000", "ready"));
    EXPECT_EQ(stateOf(kDemo), "recording");
    lock = {};
    EXPECT_TRUE(reaches(kDemo, "ready"));
}

TEST_F(FrontArchiveTest, EndOfARecordingAndOfARoomAreOccasions)
{
    start();
    const auto ann = openIn("demo");
    ann->send(json{{"type", "record"}, {"on", true}});
    EXPECT_FALSE(await(*ann, "echo").is_null());
    leave(kDemo);
    ann->send(json{{"type", "record"}, {"on", false}});
    EXPECT_TRUE(reaches(kDemo, "ready"));
    leave("demo-20260101-000001");
    ann->send(json{{"type", "layout"}, {"name", "die"}});
    EXPECT_TRUE(reaches("demo-20260101-000001", "ready"));
}

TEST_F(FrontArchiveTest, ShutDownLeavesTheRestToTheNextStart)
{
    leave("slow-20260101-000000");
    start();
    EXPECT_TRUE(runUntil([&] { return log().size() == 1; }));
    stop();
    EXPECT_THAT(log(), SizeIs(1));
    letGo();
    start();
    EXPECT_TRUE(reaches("slow-20260101-000000", "ready"));
    EXPECT_THAT(log(), SizeIs(3)) << "begun twice, ended once";
}

TEST_F(FrontArchiveTest, OldestGoWhenThereIsTooMuch)
{
    options_.config.recording.keepGb = 2;
    options_.timing.retention = 20ms;
    for (const char* id : {"a-20260101-000000", "b-20260102-000000", "c-20260103-000000"}) {
        record(std::string(id) + ".json", "{\"seconds\":1}");
        record(std::string(id) + ".webm", "");
    }
    start();
    const auto grow = [&](const std::string& id, std::uintmax_t megabytes) { // sparse: no disk used
        std::filesystem::resize_file(recordings() / (id + ".webm"), megabytes * 1000000);
    };
    grow("a-20260101-000000", 800);
    grow("b-20260102-000000", 800);
    grow("c-20260103-000000", 800);
    EXPECT_TRUE(reaches("a-20260101-000000", "none"));
    EXPECT_EQ(stateOf("b-20260102-000000"), "ready");
    grow("c-20260103-000000", 3000);
    EXPECT_TRUE(reaches("b-20260102-000000", "none"));
    record("d-20260104-000000.json", "{\"seconds\":1}");
    EXPECT_TRUE(reaches("c-20260103-000000", "none")) << "it is not the newest any more";
    EXPECT_EQ(stateOf("d-20260104-000000"), "ready");
}

TEST_F(FrontArchiveTest, OldOnesGoAtTheStart)
{
    options_.config.recording.keepDays = 30;
    record("old-20200101-000000.json", "{\"seconds\":1}");
    record("old-20200101-000000.webm", "1");
    leave("bad-20200101-000000");
    record("new-20991231-000000.webm", "1");
    start();
    EXPECT_EQ(stateOf("old-20200101-000000"), "none");
    EXPECT_EQ(stateOf("new-20991231-000000"), "ready");
    EXPECT_TRUE(runUntil([&] { return log().size() == 2; }));
    EXPECT_TRUE(reaches("bad-20200101-000000", "waiting")) << "not finished: not for us to delete";
}

TEST_F(FrontArchiveTest, EverythingIsKeptUnlessSomebodySaysOtherwise)
{
    options_.timing.retention = 10ms;
    record("old-20000101-000000.webm", "1");
    std::filesystem::resize_file(recordings() / "old-20000101-000000.webm", 9000000000);
    leave(kDemo);
    start();
    EXPECT_TRUE(reaches(kDemo, "ready"));
    EXPECT_EQ(stateOf("old-20000101-000000"), "ready");
}

TEST_F(FrontArchiveTest, WebhookIsToldAndSignedAndToldAgain)
{
    test::HookServer hook;
    hook.statuses = {500, 301};
    options_.config.recording.webhook = hook.url();
    options_.config.recording.webhookSecret = "a secret";
    options_.timing.webhook = {1ms, 10ms, 1ms};
    leave(kDemo);
    start();
    ASSERT_TRUE(runUntil([&] { return hook.requests.size() == 3; }));
    const auto& request = hook.requests.back();
    const auto event = json::parse(request.body);
    EXPECT_EQ(event["event"], "recording.finished");
    EXPECT_EQ(event["recording"], jsonOf(get("/api/v1/recordings"))[0]);
    EXPECT_EQ(request.type, "application/json");
    EXPECT_EQ(request.body, hook.requests.front().body);
    const GCharPtr hmac(
        g_compute_hmac_for_string(G_CHECKSUM_SHA256, reinterpret_cast<const guchar*>("a secret"), 8,
                                  request.body.data(), gssize(request.body.size())));
    EXPECT_EQ(request.signature, std::string("sha256=") + hmac.get());
}

TEST_F(FrontArchiveTest, WebhookIsToldOfFailuresAndGivenUpInTheEnd)
{
    test::HookServer hook;
    hook.statuses = {500, 404, 503, 500};
    options_.config.recording.webhook = hook.url();
    options_.timing.webhook = {1ms, 1ms, 1ms};
    leave("bad-20260101-000000");
    start();
    ASSERT_TRUE(runUntil([&] { return hook.requests.size() == 4; }));
    const auto event = json::parse(hook.requests[0].body);
    EXPECT_EQ(event["event"], "recording.failed");
    EXPECT_EQ(event["message"], "there is no picture in it");
    EXPECT_EQ(event["recording"]["id"], "bad-20260101-000000");
    EXPECT_EQ(hook.requests[0].signature, "");
    leave(kDemo); // nothing of it holds up the next one
    options_.timing.finishLook = 10ms;
    stop();
    start();
    EXPECT_TRUE(runUntil([&] {
        return !hook.requests.empty() && hook.requests.back().body.find(kDemo) != std::string::npos;
    }));
}

TEST_F(FrontArchiveTest, WebhookThatIsNotThereHoldsUpNothing)
{
    options_.config.recording.webhook = "http://127.0.0.1:1/hook";
    options_.timing.webhook = {1ms, 1ms, 1ms};
    leave(kDemo);
    start();
    EXPECT_TRUE(reaches(kDemo, "ready"));
}

} // namespace
} // namespace confab::front
