// SPDX-License-Identifier: Apache-2.0
#include "support/recordings_fixture.hpp"

#include <gmock/gmock.h>

namespace confab::front {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;
using testing::UnorderedElementsAre;

constexpr const char* kSecret = "0123456789abcdef";
constexpr const char* kId = "demo-20260102-000000";

/// What a locked room keeps from strangers; the room is tests/support/fake_room.cpp.
class FrontLockedRoomTest : public test::FrontFixture {
protected:
    /// With Ann in the locked room "demo", and a recording of it and of another one.
    void SetUp() override
    {
        options_.config.server.adminSecret = kSecret;
        options_.timing.finishLook = std::chrono::hours(1); // what waits, waits
        start();
        for (const char* file : {".webm", ".jpg"})
            record(std::string(kId) + file, "frames");
        std::filesystem::create_directory(recordings() / (std::string(kId) + ".hls"));
        record(std::string(kId) + ".hls/live.m3u8", "#EXTM3U");
        record("open-20260102-000000.webm", "frames");
        ann_ = openIn("demo");
        setLock(true);
    }
    void setLock(bool on)
    {
        ann_->send({{"type", "lock"}, {"on", on}});
        EXPECT_TRUE(
            runUntil([&] { return jsonOf(get("/api/v1/rooms/demo/lobby"))["locked"] == on; }));
    }
    std::string ann() const
    {
        return "Authorization: Resume " + joined_["resume"].get<std::string>() + "\r\n";
    }
    static std::string admin() { return std::string("Authorization: Bearer ") + kSecret + "\r\n"; }
    std::vector<std::string> idsFor(const std::string& headers)
    {
        std::vector<std::string> ids;
        for (const auto& one : jsonOf(get("/api/v1/recordings", headers)))
            ids.push_back(one["id"]);
        return ids;
    }

    std::unique_ptr<test::Browser> ann_;
};

TEST_F(FrontLockedRoomTest, StrangersGetNothingAndAreToldWhy)
{
    const std::string one = std::string("/api/v1/rooms/demo/recordings/") + kId;
    for (const auto& [method, path] : std::vector<std::pair<std::string, std::string>>{
             {"GET", "/api/v1/rooms/demo/recordings"},
             {"POST", "/api/v1/rooms/demo/recordings"},
             {"PATCH", one},
             {"DELETE", one},
             {"GET", std::string("/api/v1/recordings/") + kId},
             {"DELETE", std::string("/api/v1/recordings/") + kId},
             {"GET", std::string("/recordings/") + kId + ".webm"},
             {"GET", std::string("/recordings/") + kId + ".part2.webm"},
             {"GET", std::string("/recordings/") + kId + ".webm?key=0"},
             {"GET", std::string("/recordings/") + kId + ".hls/live.m3u8"}})
        for (const std::string header : {"", "Authorization: Resume 0123\r\n"})
            EXPECT_THAT(send(method, path, nullptr, header),
                        AllOf(StartsWith("HTTP/1.1 403 "), HasSubstr("room.locked"),
                              HasSubstr("a host can unlock it")))
                << method << ' ' << path;
    EXPECT_TRUE(exists(recordings() / (std::string(kId) + ".webm")));
}

TEST_F(FrontLockedRoomTest, ListsHaveForStrangersWhatIsOpen)
{
    EXPECT_THAT(idsFor(""), ElementsAre("open-20260102-000000"));
    EXPECT_THAT(idsFor(ann()), UnorderedElementsAre(kId, "open-20260102-000000"));
    EXPECT_THAT(idsFor(admin()), UnorderedElementsAre(kId, "open-20260102-000000"));
    EXPECT_EQ(jsonOf(get("/recordings/")).size(), 1u);
    EXPECT_EQ(jsonOf(get("/recordings/", ann())).size(), 2u);
}

TEST_F(FrontLockedRoomTest, WhoIsInTheRoomAndOperatorsGoOn)
{
    for (const auto& header : {ann(), admin()}) {
        EXPECT_EQ(statusOf(send("POST", "/api/v1/rooms/demo/recordings", nullptr, header)), 201);
        EXPECT_EQ(statusOf(get("/api/v1/rooms/demo/recordings", header)), 200);
        EXPECT_EQ(statusOf(get(std::string("/recordings/") + kId + ".hls/live.m3u8", header)), 200);
    }
    EXPECT_THAT(get("/api/v1/rooms/demo/snapshot.jpg", ann()), StartsWith("HTTP/1.1 401 "))
        << "as in every room: for operators";
}

// A link and a player send no headers.
TEST_F(FrontLockedRoomTest, AddressesThatAreToldHaveAKey)
{
    const auto told = jsonOf(get(std::string("/api/v1/recordings/") + kId, ann()));
    for (const auto& url :
         {told["files"][0]["url"].get<std::string>(), told["poster"].get<std::string>()}) {
        EXPECT_THAT(url, HasSubstr("?key="));
        EXPECT_EQ(statusOf(get(url)), 200) << url;
        EXPECT_THAT(get(url + "&download=1"), HasSubstr("attachment"));
        const auto key = url.substr(url.find('?'));
        EXPECT_EQ(statusOf(send("DELETE", std::string("/api/v1/recordings/") + kId + key)), 403);
    }
}

TEST_F(FrontLockedRoomTest, AWrongSecretCountsOnce)
{
    for (int i = 0; i < 4; ++i)
        EXPECT_EQ(statusOf(get("/api/v1/recordings", "Authorization: Bearer wrong\r\n")), 200);
    EXPECT_EQ(statusOf(get("/api/v1/rooms", admin())), 200);
}

TEST_F(FrontLockedRoomTest, UnlockedItIsAsOpenAsBefore)
{
    setLock(false);
    EXPECT_EQ(statusOf(send("POST", "/api/v1/rooms/demo/recordings")), 201);
    const auto told = jsonOf(get(std::string("/api/v1/recordings/") + kId));
    EXPECT_EQ(told["poster"], std::string("/recordings/") + kId + ".jpg");
    EXPECT_EQ(statusOf(get(told["poster"])), 200);
}

} // namespace
} // namespace confab::front
