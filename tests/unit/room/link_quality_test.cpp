// SPDX-License-Identifier: Apache-2.0
#include "room/people/link_judge.hpp"
#include "support/room_fixture.hpp"

#include <gmock/gmock.h>

namespace confab::room {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using wire::Link;

const LinkState kGood{.carriesKbps = 4000, .picture = {1280, 720}, .pictureKbps = 3000};
const LinkState kNarrow{
    .carriesKbps = 412, .picture = {640, 360}, .pictureKbps = 300, .best = false};

TEST(LinkJudgeTest, WhatIsWeakAndWhatIsBad)
{
    EXPECT_EQ(LinkJudge::of(kGood), Link::Good);
    EXPECT_EQ(LinkJudge::of(kNarrow), Link::Weak);
    for (auto member : {&LinkState::lossDown, &LinkState::lossUp}) {
        LinkState lossy = kGood;
        lossy.*member = 0.04;
        EXPECT_EQ(LinkJudge::of(lossy), Link::Good);
        lossy.*member = 0.06;
        EXPECT_EQ(LinkJudge::of(lossy), Link::Weak);
        lossy.*member = 0.2;
        EXPECT_EQ(LinkJudge::of(lossy), Link::Bad);
    }
    LinkState slow = kGood;
    slow.roundTrip = 600ms;
    EXPECT_EQ(LinkJudge::of(slow), Link::Weak);
    EXPECT_EQ(LinkJudge::of({.carriesKbps = 60, .best = false}), Link::Bad) << "sound only";
}

class LinkJudgeInTime : public ::testing::Test {
protected:
    Link after(const LinkState& link, std::chrono::seconds length)
    {
        for (const auto end = now_ + length; now_ < end; now_ += 1s)
            judge_.look(link, now_);
        return judge_.verdict();
    }

    LinkJudge judge_;
    LinkJudge::Clock::time_point now_{100s};
};

TEST_F(LinkJudgeInTime, ARateHasToGrowFirst)
{
    EXPECT_EQ(after(kNarrow, 7s), Link::Good);
    EXPECT_EQ(after(kNarrow, 5s), Link::Weak) << "this one does not grow";
}

TEST_F(LinkJudgeInTime, OneBadSecondIsAnAccident)
{
    after(kGood, 20s);
    EXPECT_EQ(after(kNarrow, 1s), Link::Good);
    EXPECT_EQ(after(kGood, 1s), Link::Good);
    EXPECT_EQ(after(kNarrow, 4s), Link::Weak);
    EXPECT_EQ(after(kGood, 3s), Link::Weak) << "may come again";
    EXPECT_EQ(after(kGood, 4s), Link::Good);
}

class LinkQualityTest : public test::RoomFixture {
protected:
    void pass(std::chrono::seconds length)
    {
        for (auto passed = 1s; passed <= length; passed += 1s)
            tick(now_ + passed);
        now_ += length;
    }
    void beTwo()
    {
        for (const char* id : {"p1", "p2"})
            join(id);
        for (const char* peer : {"c1", "c2"}) {
            media_.listener->onConnected(peer);
            media_.picture(peer);
            media_.links[peer] = kGood;
        }
        pass(10s);
        sent_.clear();
    }

    std::chrono::seconds now_{0};
};

TEST_F(LinkQualityTest, OneIsToldWhatWasDoneAndTheOthersThatTheLinkIsWeak)
{
    beTwo();
    media_.links["c1"] = kNarrow;
    pass(5s);
    json quality;
    for (const auto& message : messagesTo("p1"))
        if (message["type"] == "quality")
            quality = message;
    EXPECT_EQ(quality["link"], "weak");
    EXPECT_EQ(quality["down"]["kbps"], 410) << "two digits";
    EXPECT_EQ(quality["down"]["width"], 640);
    EXPECT_EQ(quality["down"]["best"], false);
    EXPECT_THAT(told("p2", "quality", "link"), IsEmpty()) << "not theirs";
    EXPECT_THAT(told("p2", "participant.updated", "link"), ElementsAre("weak"));
    EXPECT_TRUE(tiles()[0].weak);
    EXPECT_FALSE(tiles()[1].weak);
    media_.links["c1"] = kGood;
    pass(7s);
    EXPECT_THAT(told("p2", "participant.updated", "link"), ElementsAre("weak", "good"));
    EXPECT_FALSE(tiles()[0].weak);
}

TEST_F(LinkQualityTest, FiguresThatChangeALittleAreToldSeldom)
{
    beTwo();
    for (int i = 0; i < 30; ++i) {
        media_.links["c1"].carriesKbps = 3000 + 100 * i;
        pass(1s);
    }
    EXPECT_LE(told("p1", "quality", "link").size(), 4u);
    EXPECT_GE(told("p1", "quality", "link").size(), 2u);
}

TEST_F(LinkQualityTest, WhereNothingIsKnownNothingIsSaid)
{
    beTwo();
    media_.links.clear();
    pass(10s);
    EXPECT_THAT(told("p1", "quality", "link"), IsEmpty());
}

} // namespace
} // namespace confab::room
