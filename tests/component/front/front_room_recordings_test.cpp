// SPDX-License-Identifier: Apache-2.0
#include "support/front_fixture.hpp"

#include "base/canvas_limits.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/file.h>

namespace confab::front {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

constexpr const char* kAll = "/api/v1/rooms/demo/recordings";
constexpr const char* kOne = "/api/v1/rooms/demo/recordings/demo-20260101-000000";

/// A room's recordings over HTTP, with tests/support/fake_room.cpp as the room.
class FrontRoomRecordingsTest : public test::FrontFixture {
protected:
    /// With somebody in the room "demo".
    void startWithRoom()
    {
        start();
        ann_ = openIn("demo");
    }
    /// Status and code of a refusal.
    std::string problemOf(const std::string& answer)
    {
        EXPECT_THAT(answer, HasSubstr("Content-Type: application/problem+json"));
        const auto problem = jsonOf(answer);
        EXPECT_EQ(problem.value("status", 0), statusOf(answer));
        return std::to_string(statusOf(answer)) + " " + problem.value("code", "");
    }

    /// What the room was asked, which it says in its answer.
    static json heardOf(const std::string& answer)
    {
        return json::parse(jsonOf(answer).value("reason", "{}"))["message"];
    }

    std::unique_ptr<test::Browser> ann_;
};

TEST_F(FrontRoomRecordingsTest, PostStartsOneWithWhatWasAskedFor)
{
    startWithRoom();
    const json wish{{"layout", "grid"}, {"format", "mp4"}, {"tracks", true},
                    {"hls", false},     {"width", 1920},   {"height", 1080}};
    const auto answer = send("POST", kAll, wish);
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 201 "));
    const auto body = jsonOf(answer);
    EXPECT_EQ(body["recording"], "demo-20260101-000000");
    EXPECT_EQ(body["state"], "on");
    EXPECT_FALSE(body.contains("type"));
    json heard = wish;
    heard.update({{"type", "record"}, {"on", true}});
    EXPECT_EQ(heardOf(answer), heard);
    EXPECT_EQ(statusOf(send("POST", kAll)), 201) << "nothing needs to be said";
}

TEST_F(FrontRoomRecordingsTest, PatchChangesAndDeleteStops)
{
    startWithRoom();
    auto answer = send("PATCH", kOne, {{"paused", true}, {"layout", "grid"}});
    EXPECT_EQ(statusOf(answer), 200);
    EXPECT_EQ(heardOf(answer),
              (json{{"type", "record"},
                    {"on", true},
                    {"recording", "demo-20260101-000000"},
                    {"paused", true},
                    {"layout", "grid"}}));
    answer = send("DELETE", kOne);
    EXPECT_EQ(statusOf(answer), 202);
    EXPECT_EQ(jsonOf(answer)["state"], "off");
    EXPECT_EQ(heardOf(answer),
              (json{{"type", "record"}, {"on", false}, {"recording", "demo-20260101-000000"}}));
}

TEST_F(FrontRoomRecordingsTest, ListIsOfThoseThatAreRunning)
{
    startWithRoom();
    record("demo-20260101-000000.webm", "ready");
    record("demo-20260102-000000.jsonl",
           "{\"event\":\"recording\",\"at\":\"2026-01-02T00:00:00.000Z\"}\n");
    record("other-20260102-000000.jsonl", "");
    const UniqueFd lock(
        ::open((recordings() / "demo-20260102-000000.jsonl").c_str(), O_RDWR | O_CLOEXEC));
    ASSERT_EQ(flock(lock.get(), LOCK_EX | LOCK_NB), 0);
    const auto list = jsonOf(get(kAll));
    ASSERT_EQ(list.size(), 1u);
    EXPECT_EQ(list[0]["id"], "demo-20260102-000000");
    EXPECT_EQ(jsonOf(get("/api/v1/rooms/none/recordings")), json::array());
}

TEST_F(FrontRoomRecordingsTest, RefusalsAreProblems)
{
    startWithRoom();
    EXPECT_EQ(problemOf(send("POST", "/api/v1/rooms/none/recordings")), "404 room.unknown");
    EXPECT_EQ(problemOf(send("DELETE", "/api/v1/rooms/demo/recordings/x")),
              "404 recording.unknown");
    EXPECT_EQ(problemOf(send("POST", kAll, {{"layout", "none"}})), "400 layout.unknown");
    for (const json& body :
         {json{{"layout", 1}}, json{{"format", "mkv"}}, json{{"tracks", "yes"}}, json{{"foo", 1}},
          json{{"width", 640}}, json{{"width", 641}, {"height", 360}},
          json{{"width", 3840}, {"height", 2160}}, json::array(), json("x")})
        EXPECT_EQ(problemOf(send("POST", kAll, body)), "400 body.invalid") << body;
    for (const json& body : {json::object(), json{{"paused", 1}}, json{{"on", false}}})
        EXPECT_EQ(problemOf(send("PATCH", kOne, body)), "400 body.invalid") << body;
    EXPECT_EQ(problemOf(send("PUT", kAll)), "405 method.unknown");
    EXPECT_THAT(exchange("POST " + std::string(kAll) + " HTTP/1.1\r\nHost: " + host()
                         + "\r\nConnection: close\r\nContent-Length: 3\r\n\r\n{x}"),
                HasSubstr("body.invalid"));
}

TEST_F(FrontRoomRecordingsTest, CanvasIsWithinTheLimitsOfTheWire)
{
    startWithRoom();
    for (const int side : {kMinCanvasSide, 200, kMaxCanvasSide})
        EXPECT_EQ(statusOf(send("POST", kAll, {{"width", side}, {"height", side}})), 201) << side;
    for (const int side : {kMinCanvasSide - 2, 201, kMaxCanvasSide + 2}) {
        EXPECT_EQ(problemOf(send("POST", kAll, {{"width", side}, {"height", 360}})),
                  "400 body.invalid")
            << side;
        EXPECT_EQ(problemOf(send("POST", kAll, {{"width", 640}, {"height", side}})),
                  "400 body.invalid")
            << side;
    }
}

TEST_F(FrontRoomRecordingsTest, PagesFromElsewhereStartNothing)
{
    startWithRoom();
    EXPECT_EQ(problemOf(send("POST", kAll, nullptr, "Origin: http://evil.example\r\n")),
              "403 origin.refused");
    EXPECT_EQ(problemOf(send("DELETE", kOne, nullptr, "Origin: null\r\n")), "403 origin.refused");
    EXPECT_EQ(jsonOf(send("POST", kAll, nullptr, "Origin: " + url() + "\r\n"))["elapsedMs"], 1);
}

TEST_F(FrontRoomRecordingsTest, RoomThatDoesNotAnswerIsWaitedForInVain)
{
    options_.timing.roomCall = 50ms;
    startWithRoom();
    EXPECT_EQ(problemOf(send("POST", kAll, {{"layout", "silence"}})), "504 room.timeout");
    EXPECT_EQ(statusOf(send("POST", kAll)), 201);
}

TEST_F(FrontRoomRecordingsTest, RoomThatDiesMeanwhileIsUnavailable)
{
    startWithRoom();
    EXPECT_EQ(problemOf(send("POST", kAll, {{"layout", "die"}})), "503 room.unavailable");
}

TEST_F(FrontRoomRecordingsTest, ClientThatDoesNotWaitHarmsNothing)
{
    options_.timing.roomCall = 200ms;
    startWithRoom();
    const std::string body = json{{"layout", "silence"}}.dump();
    {
        const auto client = GRef<GSocketClient>::adopt(g_socket_client_new());
        const auto connection = GRef<GSocketConnection>::adopt(
            g_socket_client_connect_to_host(client.get(), host().c_str(), 0, nullptr, nullptr));
        const std::string bytes = std::string("POST ") + kAll + " HTTP/1.1\r\nHost: " + host()
            + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
        g_socket_send(g_socket_connection_get_socket(connection.get()), bytes.data(), bytes.size(),
                      nullptr, nullptr);
        runUntil([] { return false; }, 50ms); // for the request to be on its way to the room
    }
    EXPECT_EQ(problemOf(send("POST", kAll, {{"layout", "silence"}})), "504 room.timeout");
    EXPECT_EQ(statusOf(get("/healthz")), 200);
}

TEST_F(FrontRoomRecordingsTest, RepeatedRequestDoesNothingTwice)
{
    startWithRoom();
    const std::string key = "Idempotency-Key: abc\r\n";
    const auto first = send("POST", kAll, {{"tracks", true}}, key);
    const auto again = send("POST", kAll, {{"tracks", true}}, key);
    EXPECT_EQ(statusOf(again), 201);
    EXPECT_EQ(bodyOf(again), bodyOf(first));
    EXPECT_EQ(problemOf(send("POST", kAll, {{"tracks", false}}, key)), "422 idempotency.reused");
    EXPECT_EQ(jsonOf(send("POST", kAll))["elapsedMs"], 2);
    EXPECT_EQ(problemOf(send("POST", kAll, nullptr,
                             "Idempotency-Key: " + std::string(256, 'k') + "\r\n")),
              "400 idempotency.key");
    EXPECT_EQ(problemOf(send("POST", kAll, {{"layout", "none"}}, "Idempotency-Key: no\r\n")),
              "400 layout.unknown");
    EXPECT_EQ(problemOf(send("POST", kAll, {{"layout", "none"}}, "Idempotency-Key: no\r\n")),
              "400 layout.unknown");
}

TEST_F(FrontRoomRecordingsTest, FailureOfOursMayBeTriedAgainWithTheSameKey)
{
    options_.timing.roomCall = 50ms;
    startWithRoom();
    const std::string key = "Idempotency-Key: abc\r\n";
    EXPECT_EQ(statusOf(send("POST", kAll, {{"layout", "silence"}}, key)), 504);
    EXPECT_EQ(statusOf(send("POST", kAll, nullptr, key)), 201);
}

} // namespace
} // namespace confab::front
