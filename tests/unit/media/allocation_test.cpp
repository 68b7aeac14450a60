// SPDX-License-Identifier: Apache-2.0
#include "media/ladder/allocation.hpp"

#include <gtest/gtest.h>

namespace confab::media {
namespace {

using namespace std::chrono_literals;

class AllocationTest : public testing::Test {
protected:
    void pass(std::chrono::milliseconds time)
    {
        for (const auto end = now_ + time; now_ < end; now_ += 100ms)
            allocation_.update(now_);
    }
    std::size_t rungOf(const std::string& id) const { return allocation_.seatOf(id).rung; }
    void add(const std::string& id, int kbps) { allocation_.add(id, kbps, now_); }

    Allocation::Clock::time_point now_{1h};
    Allocation allocation_{rungsOf({1280, 720}, 3000), 3};
};

TEST(RungsTest, EachIsHalfTheSizeOfTheOneAbove)
{
    const auto rungs = rungsOf({1280, 720}, 3000);
    ASSERT_EQ(rungs.size(), 3u);
    EXPECT_EQ(rungs[0], (Rung{{1280, 720}, 900, 3000}));
    EXPECT_EQ(rungs[1], (Rung{{640, 360}, 250, 1800}));
    EXPECT_EQ(rungs[2], (Rung{{320, 180}, 50, 300}));
}

TEST(RungsTest, ASmallCanvasHasFewerAndEverySideIsEven)
{
    EXPECT_EQ(rungsOf({320, 180}, 300).size(), 1u);
    EXPECT_EQ(rungsOf({180, 180}, 300).front().size, (layout::Size{180, 180}));
    for (const auto& rung : rungsOf({1918, 1078}, 3000)) {
        EXPECT_EQ(rung.size.width % 2, 0);
        EXPECT_EQ(rung.size.height % 2, 0);
    }
}

TEST_F(AllocationTest, EverybodyOnAGoodPathSharesTheBestRungAtItsFullRate)
{
    add("a", 20000);
    add("b", 4000);
    pass(1s);
    EXPECT_EQ(rungOf("a"), 0u);
    EXPECT_EQ(rungOf("b"), 0u);
    EXPECT_EQ(allocation_.kbpsOf(0), 3000);
}

TEST_F(AllocationTest, ASlowPathGoesDownAndTheOthersKeepTheirRate)
{
    add("a", 5000);
    add("b", 1400);
    pass(1s);
    EXPECT_EQ(rungOf("a"), 0u);
    EXPECT_EQ(rungOf("b"), 1u);
    EXPECT_EQ(allocation_.kbpsOf(0), 3000);
    EXPECT_EQ(allocation_.kbpsOf(1), 1400);
}

TEST_F(AllocationTest, ALittleLessIsSharedByAll)
{
    add("a", 5000);
    add("b", 2700);
    pass(1s);
    EXPECT_EQ(rungOf("b"), 0u);
    EXPECT_EQ(allocation_.kbpsOf(0), 2700);
}

TEST_F(AllocationTest, WhereAllAreSlowTheBestRungFollowsThem)
{
    add("a", 1400);
    add("b", 1300);
    pass(1s);
    EXPECT_EQ(rungOf("a"), 0u);
    EXPECT_EQ(rungOf("b"), 0u);
    EXPECT_EQ(allocation_.kbpsOf(0), 1300);
}

TEST_F(AllocationTest, GoesDownAtOnceAndUpWithPatience)
{
    add("a", 5000);
    add("b", 5000);
    pass(3s);
    allocation_.setBudget("b", 300);
    allocation_.update(now_);
    EXPECT_EQ(rungOf("b"), 1u);
    allocation_.setBudget("b", 5000);
    pass(1s);
    EXPECT_EQ(rungOf("b"), 1u);
    pass(2s);
    EXPECT_EQ(rungOf("b"), 0u);
}

TEST_F(AllocationTest, OneThatWaversStaysBelow)
{
    add("a", 5000);
    add("b", 400);
    for (int i = 0; i < 50; ++i) {
        allocation_.setBudget("b", i % 3 == 0 ? 1500 : 3000);
        pass(200ms);
        ASSERT_EQ(rungOf("b"), 1u) << i;
    }
}

TEST_F(AllocationTest, ARecordingWantsAllOfTheBestRung)
{
    add("a", 1400);
    allocation_.setRecorded(true);
    pass(1s);
    EXPECT_EQ(rungOf("a"), 1u);
    EXPECT_EQ(allocation_.kbpsOf(0), 3000);
}

TEST_F(AllocationTest, ThePoorestPathHasSoundAloneAndComesBack)
{
    add("a", 30);
    pass(1s);
    EXPECT_EQ(rungOf("a"), 3u);
    allocation_.setBudget("a", 43);
    pass(5s);
    EXPECT_EQ(rungOf("a"), 2u);
    EXPECT_LT(allocation_.seatOf("a").layers, 3);
    allocation_.setBudget("a", 120);
    pass(1s);
    EXPECT_EQ(allocation_.seatOf("a"), (Allocation::Seat{2, 3}));
}

TEST_F(AllocationTest, AShortWeaknessDoesNotCostThePicture)
{
    add("a", 120);
    allocation_.setBudget("a", 20);
    pass(1s);
    EXPECT_EQ(allocation_.seatOf("a"), (Allocation::Seat{2, 1})) << "its lowest layer stays";
    allocation_.setBudget("a", 120);
    pass(1s);
    allocation_.setBudget("a", 20);
    pass(1500ms);
    EXPECT_EQ(rungOf("a"), 2u);
    pass(1s);
    EXPECT_EQ(rungOf("a"), 3u) << "sound alone";
}

TEST_F(AllocationTest, WhoLeavesLeavesItsRateToTheOthers)
{
    add("a", 5000);
    add("b", 2500);
    pass(1s);
    EXPECT_EQ(allocation_.kbpsOf(0), 2500);
    allocation_.remove("b");
    pass(100ms);
    EXPECT_EQ(allocation_.kbpsOf(0), 3000);
}

TEST_F(AllocationTest, AbsurdBudgetsAreBounded)
{
    add("a", 0);
    add("b", 2'000'000'000);
    add("c", -5);
    pass(1s);
    EXPECT_EQ(rungOf("a"), 3u);
    EXPECT_EQ(rungOf("c"), 3u);
    EXPECT_EQ(allocation_.kbpsOf(0), 3000);
}

} // namespace
} // namespace confab::media
