// SPDX-License-Identifier: Apache-2.0
#include "support/front_fixture.hpp"

#include <gmock/gmock.h>
#include <signal.h>

namespace confab::front {
namespace {

using test::Browser;
using testing::ElementsAre;

/// What the front keeps of the people in a room, for the process that comes after.
class FrontPeopleTest : public test::FrontFixture {
protected:
    /// Says it, and waits until the room has heard it.
    void say(Browser& browser, const json& message)
    {
        browser.send(message);
        EXPECT_FALSE(await(browser, "echo").is_null());
    }
    void order(Browser& browser, const std::string& what)
    {
        browser.send(json{{"type", "layout"}, {"name", what}});
    }
    std::string restart(Browser& browser)
    {
        order(browser, "die");
        return await(browser, "bye").value("reason", "none");
    }
    std::vector<std::string> list(const char* field) { return joined_.at(field); }
};

TEST_F(FrontPeopleTest, TheNextProcessHasTheHostsTheLockAndTheChatOfTheLast)
{
    start();
    const auto ann = openIn("demo");
    const json first = joined_;
    EXPECT_EQ(first["isBack"], false);
    say(*ann, {{"type", "lock"}, {"on", true}});
    for (const char* text : {"one", "two"})
        say(*ann, {{"type", "chat"}, {"text", text}});
    EXPECT_EQ(restart(*ann), "room-restarted");
    const auto again = openIn("demo", first["resume"]);
    EXPECT_EQ(joined_["isBack"], true);
    EXPECT_EQ(joined_["locked"], true);
    EXPECT_EQ(list("hosts"), std::vector<std::string>{first["participant"]});
    EXPECT_THAT(list("chat"), ElementsAre("one", "two"));
}

TEST_F(FrontPeopleTest, AFullRoomThatComesBackAtOnceIsLetIn)
{
    start();
    std::vector<std::unique_ptr<Browser>> before, after;
    std::vector<json> first;
    for (int i = 0; i < options_.config.room.maxParticipants; ++i) {
        before.push_back(openIn("demo"));
        first.push_back(joined_);
    }
    EXPECT_EQ(restart(*before[0]), "room-restarted");
    for (const auto& one : first) {
        after.push_back(open());
        after.back()->send(joinOf("demo", one["resume"]));
    }
    for (std::size_t i = 0; i < first.size(); ++i) {
        json joined = await(*after[i], "joined");
        EXPECT_EQ(joined["participant"], first[i]["participant"]);
        EXPECT_TRUE(after[i]->take("error").is_null());
    }
}

TEST_F(FrontPeopleTest, WhoCannotComeBackIsNoHostAnyMore)
{
    start();
    const auto ann = openIn("demo");
    const json first = joined_;
    const auto ben = openIn("demo");
    say(*ann, {{"type", "lock"}, {"on", true}});
    ben->send(json{{"type", "leave"}});
    EXPECT_FALSE(await(*ann, "gone").is_null());
    EXPECT_EQ(restart(*ann), "room-restarted");
    const auto again = openIn("demo", first["resume"]);
    EXPECT_EQ(list("hosts"), std::vector<std::string>{first["participant"]});
}

TEST_F(FrontPeopleTest, ARoomThatHasEndedLeavesNothing)
{
    options_.config.room.emptyGrace = std::chrono::seconds(1);
    start();
    const auto ann = openIn("demo");
    const json first = joined_;
    say(*ann, {{"type", "chat"}, {"text", "one"}});
    order(*ann, "lose");
    ann->vanish();
    EXPECT_TRUE(runUntil([&] { return kill(first["pid"], 0) != 0; }));
    const auto again = openIn("demo", first["resume"]);
    EXPECT_EQ(joined_["participant"], first["participant"]) << "may still come back";
    EXPECT_EQ(restart(*again), "room-restarted");
    const auto last = openIn("demo");
    EXPECT_EQ(joined_["restored"], "grid");
    EXPECT_THAT(list("chat"), testing::IsEmpty());
}

TEST_F(FrontPeopleTest, WhoWasOnlyLostMayComeBackAndWhoWasRemovedMayNot)
{
    start();
    const auto keeper = openIn("demo");
    auto ann = openIn("demo");
    const json first = joined_;
    order(*ann, "lose");
    ann.reset();
    ann = openIn("demo", first["resume"]);
    EXPECT_EQ(joined_["participant"], first["participant"]);
    EXPECT_EQ(joined_["isBack"], true);
    order(*ann, "remove");
    EXPECT_TRUE(runUntil([&] { return ann->isClosed(); }));
    const auto again = openIn("demo", first["resume"]);
    EXPECT_NE(joined_["participant"], first["participant"]);
    EXPECT_EQ(joined_["isBack"], false);
}

} // namespace
} // namespace confab::front
