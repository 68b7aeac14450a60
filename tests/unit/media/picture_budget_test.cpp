// SPDX-License-Identifier: Apache-2.0
#include "media/receive/picture_budget.hpp"

#include <gtest/gtest.h>

namespace confab::media {
namespace {

using namespace std::chrono_literals;

constexpr int kLargest = 1920 * 1088;

/// How many of ten seconds are decoded, of so many a second.
int decoded(PictureBudget& budget, int perSecond, int pixels, std::chrono::seconds from = 1h)
{
    int taken = 0;
    for (int i = 0; i < 10 * perSecond; ++i)
        taken += budget.take(from + i * std::chrono::nanoseconds(1s) / perSecond, pixels);
    return taken;
}

TEST(PictureBudget, IsEnoughForAnyCamera)
{
    PictureBudget budget(kLargest);
    EXPECT_EQ(decoded(budget, 60, kLargest), 600);
    EXPECT_EQ(decoded(budget, 120, kLargest / 4, 2h), 1200);
}

TEST(PictureBudget, IsNotEnoughForAThousandLargeOnesASecond)
{
    PictureBudget budget(kLargest);
    EXPECT_LE(decoded(budget, 1000, kLargest), 11 * 60);
    EXPECT_LE(decoded(budget, 10'000, 16 * 16, 2h), 11 * 60 * kLargest / (320 * 180));
}

TEST(PictureBudget, LetsABurstThroughAfterACut)
{
    PictureBudget budget(kLargest);
    for (int i = 0; i < 60; ++i)
        EXPECT_TRUE(budget.take(1h, kLargest)) << i;
    EXPECT_FALSE(budget.take(1h, kLargest));
    EXPECT_TRUE(budget.take(1h + 17ms, kLargest));
}

} // namespace
} // namespace confab::media
