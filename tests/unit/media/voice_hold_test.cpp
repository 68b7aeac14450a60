// SPDX-License-Identifier: Apache-2.0
#include "media/receive/voice_hold.hpp"

#include <gtest/gtest.h>

namespace confab::media {
namespace {

using namespace std::chrono_literals;

TEST(VoiceHoldTest, DoesNothingForWhatNobodyNotices)
{
    VoiceHold hold;
    EXPECT_EQ(hold.of(0ms), 0ms);
    EXPECT_EQ(hold.of(90ms), 0ms);
}

TEST(VoiceHoldTest, FollowsAPictureThatIsHeldForLong)
{
    VoiceHold hold;
    EXPECT_EQ(hold.of(200ms), 200ms);
    EXPECT_EQ(hold.of(280ms), 200ms);
    EXPECT_EQ(hold.of(350ms), 350ms);
}

TEST(VoiceHoldTest, ComesBackInFewSteps)
{
    VoiceHold hold;
    hold.of(350ms);
    int steps = 0;
    VoiceHold::Duration last = 350ms;
    for (auto picture = 350ms; picture >= 0ms; picture -= 1ms)
        if (const auto now = hold.of(picture); now != last) {
            last = now;
            ++steps;
        }
    EXPECT_EQ(last, 0ms);
    EXPECT_LE(steps, 3);
}

TEST(VoiceHoldTest, WaitsForNoPictureThatIsNotThere)
{
    VoiceHold hold;
    hold.of(100ms);
    EXPECT_EQ(hold.of(0ms), 0ms);
}

} // namespace
} // namespace confab::media
