// SPDX-License-Identifier: Apache-2.0
#include "bot/clip/bot_identity.hpp"

#include <gtest/gtest.h>

namespace confab::bot {
namespace {

TEST(BotIdentity, ColoursAreWellApart)
{
    for (int i = 0; i < kIdentities; ++i)
        for (int j = 0; j < i; ++j)
            EXPECT_GT(distance(botIdentity(i).rgb, botIdentity(j).rgb), 50) << i << " and " << j;
}

TEST(BotIdentity, ColoursAreFarFromBlackAndWhite)
{
    for (int i = 0; i < kIdentities; ++i) {
        EXPECT_GT(distance(botIdentity(i).rgb, {0, 0, 0}), 60) << i;
        EXPECT_GT(distance(botIdentity(i).rgb, {255, 255, 255}), 60) << i;
    }
}

TEST(BotIdentity, ColoursAreWithinTheVideoRange)
{
    for (int i = 0; i < kIdentities; ++i) {
        const Yuv c = botIdentity(i).yuv;
        EXPECT_TRUE(c.y >= 16 && c.y <= 235 && c.u >= 16 && c.u <= 240 && c.v >= 16 && c.v <= 240)
            << i;
        const Rgb rgb = botIdentity(i).rgb;
        EXPECT_LT(distance(toRgb(toYuv(rgb.r, rgb.g, rgb.b)), rgb), 4) << i;
    }
}

TEST(BotIdentity, IsFoundAgainByItsColour)
{
    for (int i = 0; i < kIdentities; ++i) {
        const Rgb c = botIdentity(i).rgb;
        EXPECT_EQ(identityOf({c.r + 5, c.g - 5, c.b + 5}), i);
    }
    EXPECT_EQ(identityOf({0, 0, 0}), std::nullopt);
}

TEST(BotIdentity, NoToneIsAHarmonicOfAnother)
{
    for (int i = 0; i < kIdentities; ++i)
        for (int j = 0; j < i; ++j)
            EXPECT_NE(botIdentity(i).toneHz % botIdentity(j).toneHz, 0) << i << " and " << j;
}

TEST(BotIdentity, StartsOverAfterTheLast)
{
    EXPECT_EQ(botIdentity(kIdentities + 2).toneHz, botIdentity(2).toneHz);
}

} // namespace
} // namespace confab::bot
