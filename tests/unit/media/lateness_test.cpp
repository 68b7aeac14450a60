// SPDX-License-Identifier: Apache-2.0
#include "media/receive/lateness.hpp"

#include <gtest/gtest.h>

namespace confab::media {
namespace {

using namespace std::chrono_literals;

void add(Lateness& lateness, int pictures, std::chrono::milliseconds age)
{
    for (int i = 0; i < pictures; ++i)
        lateness.add(age);
}

TEST(LatenessTest, NobodyIsLateAtFirst)
{
    Lateness lateness;
    EXPECT_EQ(lateness.ofMost(), 0ms);
    add(lateness, 64, -20ms);
    EXPECT_EQ(lateness.ofMost(), 0ms);
}

TEST(LatenessTest, OneOfManyDoesNotCount)
{
    Lateness lateness;
    for (int i = 0; i < 64; ++i)
        lateness.add(i == 40 ? 300ms : 8ms);
    EXPECT_EQ(lateness.ofMost(), 8ms);
}

TEST(LatenessTest, OneOfTenDoes)
{
    Lateness lateness;
    for (int i = 0; i < 80; ++i)
        lateness.add(i % 10 == 7 ? 40ms : 8ms);
    EXPECT_EQ(lateness.ofMost(), 40ms);
}

TEST(LatenessTest, ItRisesAtOnceAndFallsSlowly)
{
    Lateness lateness;
    add(lateness, 64, 10ms);
    add(lateness, 16, 80ms);
    EXPECT_EQ(lateness.ofMost(), 80ms);
    add(lateness, 64, 10ms); // the last of them counts with no 80 among the last 64
    EXPECT_GT(lateness.ofMost(), 70ms);
    add(lateness, 30 * 30, 10ms);
    EXPECT_EQ(lateness.ofMost(), 10ms);
}

} // namespace
} // namespace confab::media
