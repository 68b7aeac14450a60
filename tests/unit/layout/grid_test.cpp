// SPDX-License-Identifier: Apache-2.0
#include "layout/geometry/grid.hpp"

#include <gtest/gtest.h>

namespace confab::layout {
namespace {

constexpr Size kCanvas{1280, 720};

bool overlap(const Rect& a, const Rect& b)
{
    return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height
        && b.y < a.y + a.height;
}

TEST(GridLayout, OneTileFillsTheCanvas)
{
    EXPECT_EQ(gridLayout(kCanvas, 1), (std::vector<Rect>{{0, 0, 1280, 720}}));
}

TEST(GridLayout, TwoSitSideBySide)
{
    EXPECT_EQ(gridLayout(kCanvas, 2),
              (std::vector<Rect>{{0, 180, 640, 360}, {640, 180, 640, 360}}));
}

TEST(GridLayout, ShortLastRowIsCentred)
{
    EXPECT_EQ(gridLayout(kCanvas, 3).back(), (Rect{320, 360, 640, 360}));
}

TEST(GridLayout, FiveLeaveNoHole)
{
    const auto rects = gridLayout(kCanvas, 5);
    EXPECT_EQ(rects[0].y, rects[2].y);
    EXPECT_EQ(rects[3].y, rects[4].y);
    EXPECT_NEAR(rects[3].x, kCanvas.width - (rects[4].x + rects[4].width), 2);
}

TEST(GridLayout, NothingToShowGivesNoTiles)
{
    EXPECT_TRUE(gridLayout(kCanvas, 0).empty());
    EXPECT_TRUE(gridLayout({}, 4).empty());
}

class GridLayoutInvariants : public ::testing::TestWithParam<std::tuple<int, Size>> { };

TEST_P(GridLayoutInvariants, TilesStayInsideApartEvenAndAlike)
{
    const auto [count, canvas] = GetParam();
    const auto rects = gridLayout(canvas, count);
    ASSERT_EQ(rects.size(), static_cast<std::size_t>(count));
    for (std::size_t i = 0; i < rects.size(); ++i) {
        const Rect& r = rects[i];
        EXPECT_TRUE(r.x >= 0 && r.y >= 0 && r.x + r.width <= canvas.width
                    && r.y + r.height <= canvas.height);
        EXPECT_EQ((r.x | r.y | r.width | r.height) & 1, 0);
        EXPECT_EQ(r.width, rects[0].width);
        EXPECT_NEAR(double(r.width) / r.height, 16. / 9, 0.06);
        for (std::size_t j = 0; j < i; ++j)
            EXPECT_FALSE(overlap(r, rects[j])) << i << " and " << j;
    }
}

INSTANTIATE_TEST_SUITE_P(UpTo25, GridLayoutInvariants,
                         ::testing::Combine(::testing::Range(1, 26),
                                            ::testing::Values(kCanvas, Size{720, 1280},
                                                              Size{720, 720}, Size{640, 360})));

} // namespace
} // namespace confab::layout
