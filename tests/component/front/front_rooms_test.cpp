// SPDX-License-Identifier: Apache-2.0
#include "support/front_fixture.hpp"

#include <gmock/gmock.h>

namespace confab::front {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

constexpr const char* kRoom = "/api/v1/rooms/demo";
constexpr const char* kLayout = "/api/v1/rooms/demo/layout";
constexpr const char* kSnapshot = "/api/v1/rooms/demo/snapshot.jpg";

/// Rooms over HTTP, with tests/support/fake_room.cpp as the room.
class FrontRoomsTest : public test::FrontFixture {
protected:
    void startWithRoom()
    {
        start();
        ann_ = openIn("demo");
    }
    std::string annsAddress() const
    {
        return std::string(kRoom) + "/participants/" + joined_["participant"].get<std::string>();
    }
    static std::string headerOf(const std::string& answer, const std::string& name)
    {
        const auto start = answer.find("\r\n" + name + ": ");
        if (start == answer.npos)
            return {};
        const auto value = start + name.size() + 4;
        return answer.substr(value, answer.find("\r\n", value) - value);
    }
    std::string problemOf(const std::string& answer)
    {
        return std::to_string(statusOf(answer)) + " " + jsonOf(answer).value("code", "");
    }

    std::unique_ptr<test::Browser> ann_;
};

TEST_F(FrontRoomsTest, ListHasWhatTheFrontTheSystemAndTheRoomsKnow)
{
    startWithRoom();
    const auto ben = openIn("other");
    const auto list = jsonOf(get("/api/v1/rooms"));
    ASSERT_EQ(list.size(), 2u);
    EXPECT_EQ(list[0]["room"], "demo");
    EXPECT_EQ(list[1]["room"], "other");
    EXPECT_EQ(list[1]["pid"], joined_["pid"]);
    EXPECT_EQ(list[1]["state"], "running");
    EXPECT_EQ(list[1]["restarts"], 0);
    ASSERT_EQ(list[1]["participants"].size(), 1u);
    EXPECT_EQ(list[1]["participants"][0]["participant"], joined_["participant"]);
    EXPECT_EQ(list[1]["layout"]["name"], "grid");
    EXPECT_EQ(list[1]["layout"]["version"], 0);
    EXPECT_GT(list[1]["rssBytes"], 1000000);
    EXPECT_GT(list[1]["uptimeSeconds"], 0);
    EXPECT_GE(list[1]["cpuCores"], 0);
    EXPECT_EQ(jsonOf(get(kRoom))["room"], "demo");
    EXPECT_EQ(problemOf(get("/api/v1/rooms/none")), "404 room.unknown");
}

TEST_F(FrontRoomsTest, NobodyIsAnEmptyList)
{
    start();
    EXPECT_EQ(bodyOf(get("/api/v1/rooms")), "[]");
}

TEST_F(FrontRoomsTest, RoomThatDoesNotAnswerHoldsNobodyUp)
{
    options_.timing.roomDescribe = 50ms;
    startWithRoom();
    const auto deaf = openIn("deaf");
    const auto list = jsonOf(get("/api/v1/rooms"));
    ASSERT_EQ(list.size(), 2u);
    EXPECT_EQ(list[0]["room"], "deaf");
    EXPECT_EQ(list[0]["state"], "silent");
    EXPECT_EQ(list[0]["pid"], joined_["pid"]);
    EXPECT_EQ(list[1]["state"], "running");
}

TEST_F(FrontRoomsTest, RestartsAreCounted)
{
    startWithRoom();
    ann_->send(json{{"type", "layout"}, {"name", "die"}});
    EXPECT_FALSE(await(*ann_, "bye").is_null());
    const auto again = openIn("demo", joined_["resume"]);
    EXPECT_EQ(jsonOf(get(kRoom))["restarts"], 1);
}

TEST_F(FrontRoomsTest, LayoutIsChangedOnlyIfItIsStillTheOneThatWasSeen)
{
    startWithRoom();
    const auto seen = get(kLayout);
    EXPECT_EQ(jsonOf(seen)["name"], "grid");
    EXPECT_FALSE(jsonOf(seen).contains("version")) << "it is in the ETag";
    const auto match = "If-Match: " + headerOf(seen, "ETag") + "\r\n";
    const auto changed = send("PUT", kLayout, {{"name", "2x2"}}, match);
    EXPECT_EQ(statusOf(changed), 200);
    EXPECT_EQ(jsonOf(changed)["name"], "2x2");
    EXPECT_EQ(problemOf(send("PUT", kLayout, {{"name", "pip"}}, match)), "412 layout.changed");
    EXPECT_EQ(problemOf(send("PUT", kLayout, {{"name", "pip"}}, "If-Match: \"1-0\"\r\n")),
              "412 layout.changed");
    EXPECT_EQ(headerOf(get(kLayout), "ETag"), headerOf(changed, "ETag"));
    EXPECT_EQ(statusOf(send("PUT", kLayout, {{"name", "pip"}})), 200);
    EXPECT_EQ(statusOf(send("PUT", kLayout, {{"name", "grid"}}, "If-Match: *\r\n")), 200);
}

TEST_F(FrontRoomsTest, CustomLayoutsAreListedAndTakenOut)
{
    startWithRoom();
    const std::string all = "/api/v1/rooms/demo/layouts";
    EXPECT_EQ(jsonOf(get(all)),
              (json{{{"name", "interview 1"}, {"by", "p1"}, {"shown", true}},
                    {{"name", "house"}, {"by", ""}, {"shown", false}}}));
    EXPECT_EQ(statusOf(request("DELETE " + all + "/house")), 204);
    EXPECT_EQ(problemOf(request("DELETE " + all + "/interview%201")), "409 layout.needed");
    EXPECT_EQ(problemOf(request("DELETE " + all + "/other")), "404 layout.missing");
    EXPECT_EQ(problemOf(request("DELETE /api/v1/rooms/none/layouts/house")), "404 room.unknown");
}

TEST_F(FrontRoomsTest, WrongLayoutsAreRefused)
{
    startWithRoom();
    EXPECT_EQ(problemOf(send("PUT", kLayout, {{"name", "none"}})), "400 layout.unknown");
    EXPECT_EQ(problemOf(send("PUT", kLayout, json::object())), "400 body.invalid");
    EXPECT_EQ(problemOf(send("PUT", kLayout, {{"nmae", "grid"}})), "400 body.invalid");
    EXPECT_EQ(problemOf(send("PUT", kLayout, {{"name", 1}})), "400 message.invalid");
    EXPECT_EQ(problemOf(send("PUT", "/api/v1/rooms/none/layout", {{"name", "grid"}})),
              "404 room.unknown");
}

TEST_F(FrontRoomsTest, ParticipantsAreMutedAndPinned)
{
    startWithRoom();
    const auto answer = send("PATCH", annsAddress(), {{"muted", true}, {"pinned", false}});
    EXPECT_EQ(statusOf(answer), 200);
    EXPECT_EQ(json::parse(jsonOf(answer).value("name", "{}"))["message"],
              (json{{"type", "participant"},
                    {"participant", joined_["participant"]},
                    {"muted", true},
                    {"pinned", false}}));
    for (const json& body : {json::object(), json{{"muted", false}}, json{{"pinned", 1}},
                             json{{"name", "Eve"}}, json{{"role", "king"}}, json::array()})
        EXPECT_EQ(problemOf(send("PATCH", annsAddress(), body)), "400 body.invalid") << body;
    EXPECT_EQ(problemOf(send("PATCH", std::string(kRoom) + "/participants/p1", {{"muted", true}})),
              "404 participant.unknown");
}

TEST_F(FrontRoomsTest, RoomIsLockedAndOpened)
{
    startWithRoom();
    EXPECT_EQ(jsonOf(send("PATCH", kRoom, {{"locked", true}})), (json{{"locked", true}}));
    EXPECT_EQ(jsonOf(send("PATCH", kRoom, {{"locked", false}})), (json{{"locked", false}}));
    for (const json& body : {json::object(), json{{"locked", 1}}, json{{"lock", true}}})
        EXPECT_EQ(problemOf(send("PATCH", kRoom, body)), "400 body.invalid") << body;
}

TEST_F(FrontRoomsTest, WhoIsKickedIsGone)
{
    startWithRoom();
    const auto address = annsAddress();
    EXPECT_EQ(statusOf(send("DELETE", address)), 204);
    EXPECT_TRUE(runUntil([&] { return ann_->isClosed(); }));
    EXPECT_EQ(problemOf(send("DELETE", address)), "404 participant.unknown");
}

TEST_F(FrontRoomsTest, RoomEndsWhenItIsAskedTo)
{
    startWithRoom();
    const pid_t pid = joined_["pid"];
    const auto answer = send("DELETE", kRoom);
    EXPECT_EQ(statusOf(answer), 202);
    EXPECT_EQ(jsonOf(answer)["state"], "ending");
    EXPECT_TRUE(runUntil([&] { return kill(pid, 0) != 0; }));
    EXPECT_EQ(problemOf(send("DELETE", "/api/v1/rooms/none")), "404 room.unknown");
}

TEST_F(FrontRoomsTest, SnapshotIsMadeOnceForAllWhoWantItAtOnce)
{
    startWithRoom();
    const auto first = get(kSnapshot);
    EXPECT_THAT(first,
                AllOf(StartsWith("HTTP/1.1 200 "), HasSubstr("Content-Type: image/jpeg"),
                      EndsWith("\r\n\r\n\xff\xd8"
                               "1")));
    EXPECT_THAT(get(kSnapshot),
                EndsWith("\xff\xd8"
                         "1"));
    EXPECT_THAT(get(kSnapshot, "If-None-Match: " + headerOf(first, "ETag") + "\r\n"),
                AllOf(StartsWith("HTTP/1.1 304 "), EndsWith("\r\n\r\n")));
    EXPECT_TRUE(runUntil([&] {
        return get(kSnapshot).ends_with("\xff\xd8"
                                        "2");
    }));
}

TEST_F(FrontRoomsTest, SnapshotThatCannotBeMadeIsAProblem)
{
    start();
    const auto ann = openIn("blind");
    EXPECT_EQ(problemOf(get("/api/v1/rooms/blind/snapshot.jpg")), "503 snapshot.failed");
    EXPECT_EQ(problemOf(get("/api/v1/rooms/none/snapshot.jpg")), "404 room.unknown");
}

TEST_F(FrontRoomsTest, ShutDownDoesNotWaitForWhoeverAsks)
{
    startWithRoom();
    const auto deaf = openIn("deaf");
    const auto client = GRef<GSocketClient>::adopt(g_socket_client_new());
    const auto connection = GRef<GSocketConnection>::adopt(
        g_socket_client_connect_to_host(client.get(), host().c_str(), 0, nullptr, nullptr));
    const auto text = "GET /api/v1/rooms HTTP/1.1\r\nHost: " + host() + "\r\n\r\n";
    g_socket_send(g_socket_connection_get_socket(connection.get()), text.data(), text.size(),
                  nullptr, nullptr);
    runUntil([] { return false; }, 20ms); // it is being asked
    stop();
}

} // namespace
} // namespace confab::front
