// SPDX-License-Identifier: Apache-2.0
#include "support/front_fixture.hpp"

#include "front/access/access_table.hpp"

#include <gmock/gmock.h>

namespace confab::front {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

/// Refuses everything but the WebSocket, and remembers what it was asked last.
class Closed : public Access {
public:
    std::optional<Refusal> refusalOf(const Caller& caller, Action action,
                                     const std::string& room) override
    {
        caller_ = caller;
        action_ = action;
        room_ = room;
        if (action == Action::Connect)
            return std::nullopt;
        return Refusal{403, "closed.today", "come back tomorrow", std::chrono::seconds(7)};
    }

    Caller caller_;
    std::optional<Action> action_;
    std::string room_;
};

struct Case {
    const char* method;
    const char* path;
    Action action;
    const char* room = "";
};

constexpr Case kAddresses[] = {
    {"GET", "/", Action::ReadPage},
    {"GET", "/r/demo", Action::ReadPage, "demo"},
    {"GET", "/admin", Action::ReadPage},
    {"GET", "/admin/", Action::ReadPage},
    {"GET", "/assets/call.js", Action::ReadPage},
    {"GET", "/assets/admin/admin.js", Action::ReadPage},
    {"GET", "/assets/0123456789ab/learn/lessons/camera.js", Action::ReadPage},
    {"GET", "/learn", Action::ReadPage},
    {"GET", "/learn/", Action::ReadPage},
    {"GET", "/learn/camera", Action::ReadPage},
    {"GET", "/healthz", Action::ReadHealth},
    {"GET", "/readyz", Action::ReadHealth},
    {"GET", "/relay/demo", Action::Relay, "demo"},
    {"GET", "/api/v1/layouts", Action::ReadLayouts},
    {"GET", "/api/v1/rooms/demo/lobby", Action::AskLobby, "demo"},
    {"GET", "/api/v1/rooms", Action::ListRooms},
    {"GET", "/api/v1/rooms/demo", Action::ReadRoom, "demo"},
    {"PATCH", "/api/v1/rooms/demo", Action::ChangeRoom, "demo"},
    {"DELETE", "/api/v1/rooms/demo", Action::EndRoom, "demo"},
    {"GET", "/api/v1/rooms/demo/layout", Action::ReadRoom, "demo"},
    {"PUT", "/api/v1/rooms/demo/layout", Action::ChangeLayout, "demo"},
    {"PATCH", "/api/v1/rooms/demo/participants/p1", Action::ChangeParticipant, "demo"},
    {"DELETE", "/api/v1/rooms/demo/participants/p1", Action::RemoveParticipant, "demo"},
    {"GET", "/api/v1/rooms/demo/snapshot.jpg", Action::TakeSnapshot, "demo"},
    {"GET", "/api/v1/recordings", Action::ListRecordings},
    {"GET", "/api/v1/recordings/x", Action::ReadRecording},
    {"DELETE", "/api/v1/recordings/x", Action::DeleteRecording},
    {"GET", "/api/v1/rooms/demo/recordings", Action::ListRecordings, "demo"},
    {"POST", "/api/v1/rooms/demo/recordings", Action::StartRecording, "demo"},
    {"PATCH", "/api/v1/rooms/demo/recordings/x", Action::ChangeRecording, "demo"},
    {"DELETE", "/api/v1/rooms/demo/recordings/x", Action::StopRecording, "demo"},
    {"GET", "/recordings/", Action::ListRecordings},
    {"GET", "/recordings/x.webm", Action::ReadRecording},
    {"GET", "/recordings/x.hls/live.m3u8", Action::ReadRecording},
};

/// That Access is asked, and about what. What it says is for the unit test.
class FrontAccessTest : public test::FrontFixture {
protected:
    FrontAccessTest() { options_.access = access_; }

    const std::shared_ptr<Closed> access_ = std::make_shared<Closed>();
};

TEST_F(FrontAccessTest, EveryAddressAsksForItsActionBeforeAnythingIsDone)
{
    start();
    for (const auto& [method, path, action, room] : kAddresses) {
        access_->action_.reset();
        EXPECT_THAT(send(method, path),
                    AllOf(StartsWith("HTTP/1.1 403 "), HasSubstr("closed.today")))
            << method << " " << path;
        EXPECT_EQ(access_->action_, action) << method << " " << path;
        EXPECT_EQ(access_->room_, room) << method << " " << path;
    }
}

TEST_F(FrontAccessTest, AddressThatIsNotThereIsNobodysAction)
{
    start();
    EXPECT_EQ(statusOf(get("/api/v1/none")), 404);
    EXPECT_EQ(statusOf(send("PUT", "/api/v1/recordings/x")), 405);
    EXPECT_FALSE(access_->action_);
}

TEST_F(FrontAccessTest, RefusalSaysWhenToComeBack)
{
    start();
    EXPECT_THAT(get("/api/v1/rooms"),
                AllOf(HasSubstr("Retry-After: 7\r\n"), HasSubstr("come back tomorrow")));
}

TEST_F(FrontAccessTest, CallerIsKnownByTheRequest)
{
    start();
    get("/",
        "Authorization: Bearer x\r\nX-Forwarded-For: 192.0.2.1\r\n"
        "Sec-Fetch-Site: same-origin\r\n");
    const auto& caller = access_->caller_;
    ASSERT_TRUE(caller.address);
    EXPECT_TRUE(g_inet_address_get_is_loopback(caller.address.get()));
    EXPECT_EQ(caller.host, host());
    EXPECT_EQ(caller.authorization, "Bearer x");
    ASSERT_TRUE(caller.client);
    EXPECT_TRUE(g_inet_address_get_is_loopback(caller.client.get())) << "no proxy is trusted";
    EXPECT_EQ(caller.fetchSite, "same-origin");
    EXPECT_TRUE(caller.isForwarded);
}

TEST_F(FrontAccessTest, JoinAsksWithWhatTheConnectionToldOfItself)
{
    start();
    const auto browser = open();
    access_->caller_ = {};
    browser->send(joinOf("demo"));
    const auto refused = await(*browser, "error");
    EXPECT_EQ(refused["code"], "closed.today");
    EXPECT_EQ(refused["re"], "join");
    EXPECT_EQ(access_->action_, Action::Join);
    EXPECT_EQ(access_->room_, "demo");
    EXPECT_EQ(access_->caller_.host, host());
    browser->send(joinOf("demo"));
    EXPECT_EQ(await(*browser, "error")["code"], "closed.today") << "and may ask again";
}

} // namespace
} // namespace confab::front
