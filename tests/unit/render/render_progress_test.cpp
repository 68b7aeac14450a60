// SPDX-License-Identifier: Apache-2.0
#include "render/plan/frame_grid.hpp"
#include "render/render_progress.hpp"

#include <gtest/gtest.h>

namespace confab::render {
namespace {

using namespace std::chrono_literals;

TEST(RenderProgressTest, TheBarSaysPercentSpeedAndTimeLeft)
{
    const auto pace = paceOf(30s, 120s, 10s);
    EXPECT_EQ(progressBar(pace, 80),
              "[##########..............................]  25 %  3.0x  0:30 left");
}

TEST(RenderProgressTest, TheBarFitsIntoNarrowTerminals)
{
    const auto pace = paceOf(3h, 9h, 1h);
    for (const int columns : {0, 1, 10, 30, 40, 200})
        EXPECT_LE(progressBar(pace, columns).size(), std::size_t(columns));
}

TEST(RenderProgressTest, AtTheVeryBeginningNoTimeIsPromised)
{
    EXPECT_FALSE(paceOf(1s, 120s, 900ms).left);
    EXPECT_FALSE(paceOf(0s, 120s, 5s).left);
    EXPECT_EQ(paceOf(2s, 120s, 1s).left, 59s);
}

TEST(RenderProgressTest, AProgramGetsJson)
{
    EXPECT_EQ(progressJson(paceOf(30s, 120s, 10s)),
              R"({"event":"progress","percent":25.0,"speed":3.0,"secondsLeft":30})");
}

TEST(FrameGridTest, FramesFillTheLengthToTheNearest)
{
    const FrameGrid grid(30, 10010ms);
    EXPECT_EQ(grid.frames(), 300);
    EXPECT_EQ(FrameGrid(30, 10020ms).frames(), 301);
    EXPECT_EQ(FrameGrid(30, 0s).frames(), 1);
    EXPECT_EQ(grid.timeOf(1), 33333333ns);
    EXPECT_EQ(grid.durationOf(2), 33333334ns);
    EXPECT_EQ(grid.atOrAfter(33333333ns), 1);
    EXPECT_EQ(grid.atOrAfter(33333334ns), 2);
}

} // namespace
} // namespace confab::render
