// SPDX-License-Identifier: Apache-2.0
#include "support/front_fixture.hpp"

#include <gmock/gmock.h>

namespace confab::front {
namespace {

using namespace std::chrono_literals;
using test::Browser;
using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

class FrontRelayTest : public test::FrontFixture {
protected:
    std::unique_ptr<Browser> enter(const std::string& room)
    {
        auto browser = std::make_unique<Browser>(url(), nullptr, nullptr, "/relay/" + room);
        EXPECT_TRUE(runUntil([&] { return browser->isOpen() || browser->isRefused(); }));
        return browser;
    }
    /// Whom the relay let in; its welcome is left in `welcome_`.
    std::unique_ptr<Browser> member(const std::string& room)
    {
        auto browser = enter(room);
        welcome_ = await(*browser, "welcome");
        EXPECT_FALSE(welcome_.is_null());
        return browser;
    }
    std::string byeOf(Browser& browser) { return await(browser, "bye").value("reason", "none"); }
    bool isClosed(Browser& browser)
    {
        return runUntil([&] { return browser.isClosed(); });
    }
    bool isRefused(const std::string& room, const char* origin)
    {
        Browser browser(url(), origin, nullptr, "/relay/" + room);
        EXPECT_TRUE(runUntil([&] { return browser.isOpen() || browser.isRefused(); }));
        return browser.isRefused();
    }

    json welcome_;
};

TEST_F(FrontRelayTest, TwoHearOfEachOther)
{
    start();
    const auto ann = member("demo");
    EXPECT_EQ(welcome_,
              (json{{"type", "welcome"},
                    {"member", "1"},
                    {"others", json::array()},
                    {"iceServers", json::array()}}));
    const auto ben = member("demo");
    EXPECT_EQ(welcome_["others"], json::array({"1"}));
    EXPECT_EQ(await(*ann, "joined")["member"], "2");
    ben->close(1000);
    EXPECT_EQ(await(*ann, "left")["member"], "2");
    const auto cat = member("demo");
    EXPECT_EQ(welcome_["member"], "3");
}

TEST_F(FrontRelayTest, WhatIsSaidArrivesAsItWas)
{
    start();
    const auto ann = member("demo");
    const auto ben = member("demo");
    const auto elsewhere = member("other");
    const std::string nasty = "{\"type\":\"bye\"} \"\\ \xF0\x9F\x91\x8B\n</script>";
    ann->send(nasty);
    EXPECT_EQ(await(*ben, "said"), (json{{"type", "said"}, {"member", "1"}, {"text", nasty}}));
    ben->send(std::string("back"));
    EXPECT_EQ(await(*ann, "said")["text"], "back");
    elsewhere->send(std::string());
    EXPECT_EQ(await(*elsewhere, "error")["code"], "message.invalid"); // and nothing before it
    EXPECT_TRUE(elsewhere->take("said").is_null());
    EXPECT_TRUE(ann->take("said").is_null());
}

TEST_F(FrontRelayTest, ThirdIsTurnedAwayAndTheTwoDoNotNotice)
{
    start();
    const auto ann = member("demo");
    const auto ben = member("demo");
    const auto cat = enter("demo");
    cat->send(std::string("let me in"));
    EXPECT_EQ(byeOf(*cat), "full");
    EXPECT_TRUE(isClosed(*cat));
    EXPECT_EQ(cat->closeCode(), 1008);
    ann->send(std::string("still here"));
    EXPECT_EQ(await(*ben, "said")["text"], "still here");
    EXPECT_TRUE(ben->take("left").is_null());
}

TEST_F(FrontRelayTest, IceServersAreTold)
{
    options_.config.ice.servers = {
        {.urls = {"stun:stun.example.org"}, .username = {}, .credential = {}},
        {.urls = {"turn:turn.example.org"}, .username = "ann", .credential = "secret"}};
    start();
    const auto ann = member("demo");
    EXPECT_EQ(welcome_["iceServers"],
              json::array({{{"urls", {"stun:stun.example.org"}}},
                           {{"urls", {"turn:turn.example.org"}},
                            {"username", "ann"},
                            {"credential", "secret"}}}));
}

TEST_F(FrontRelayTest, FloodEndsTheConnectionAndTheOtherStays)
{
    start();
    const auto ann = member("demo");
    const auto ben = member("demo");
    for (int i = 0; i < 500; ++i)
        ann->send(std::string("x"));
    EXPECT_EQ(byeOf(*ann), "limit");
    EXPECT_TRUE(isClosed(*ann));
    EXPECT_EQ(ann->closeCode(), 1008);
    EXPECT_FALSE(await(*ben, "left").is_null());
    EXPECT_TRUE(ben->isOpen());
}

TEST_F(FrontRelayTest, WhoSaysNothingForLongIsSentAway)
{
    options_.timing.relayIdle = 50ms;
    start();
    const auto ann = member("demo");
    EXPECT_EQ(byeOf(*ann), "idle");
    EXPECT_TRUE(isClosed(*ann));
    EXPECT_EQ(ann->closeCode(), 1000);
}

TEST_F(FrontRelayTest, StoppingSaysGoodbye)
{
    start();
    const auto ann = member("demo");
    stop();
    EXPECT_EQ(byeOf(*ann), "shutdown");
}

TEST_F(FrontRelayTest, OnlyOurOwnPagesAndRightNamesGetIn)
{
    start();
    EXPECT_FALSE(isRefused("demo", nullptr));
    EXPECT_FALSE(isRefused("demo", url().c_str()));
    EXPECT_TRUE(isRefused("demo", "http://evil.example"));
    EXPECT_TRUE(isRefused("a.b", nullptr));
    EXPECT_THAT(get("/relay/a.b"), AllOf(StartsWith("HTTP/1.1 404 "), HasSubstr("room.name")));
    EXPECT_THAT(get("/relay/demo"),
                AllOf(StartsWith("HTTP/1.1 400 "), HasSubstr("websocket.required")));
}

} // namespace
} // namespace confab::front
