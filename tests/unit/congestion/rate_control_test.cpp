// SPDX-License-Identifier: Apache-2.0
#include "congestion/rate/rate_control.hpp"

#include <gtest/gtest.h>

namespace confab::congestion {
namespace {

using namespace std::chrono_literals;

class RateControlTest : public testing::Test {
protected:
    void pass(Duration time, bool unused)
    {
        for (const Time end = now_ + time; now_ < end; now_ += 100ms)
            rate_.update(now_, {Usage::Normal, 70'000, 100ms, unused});
    }
    void fillQueue() { rate_.update(now_, {Usage::Over, 75'000, 100ms}); }

    Time now_{1h};
    RateControl rate_{80'000, {60'000, 4'000'000}};
};

// What is delivered of a picture that has just begun says little.
TEST_F(RateControlTest, WhatAProbeShowedHoldsWhileHardlyAnythingIsSent)
{
    rate_.setProven(now_, 150'000);
    pass(5s, true);
    fillQueue();
    EXPECT_GT(rate_.bps(), 120'000);
}

TEST_F(RateControlTest, WhatIsDeliveredCountsMoreThanAnOldProbe)
{
    rate_.setProven(now_, 150'000);
    pass(1s, false);
    fillQueue();
    EXPECT_LT(rate_.bps(), 70'000);
}

} // namespace
} // namespace confab::congestion
