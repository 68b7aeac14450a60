// SPDX-License-Identifier: Apache-2.0
#include "base/colour.hpp"

#include "base/yuv.hpp"

#include <gtest/gtest.h>

namespace confab::media {
namespace {

TEST(Colour, IsReadInEitherCase)
{
    EXPECT_EQ(*parseColour("#14181f"), (Colour{0x14, 0x18, 0x1f}));
    EXPECT_EQ(*parseColour("#FfA000"), (Colour{0xff, 0xa0, 0}));
}

TEST(Colour, AnythingElseIsAnErrorThatShowsIt)
{
    for (const char* text : {"", "#", "red", "#fff", "14181f", "#14181", "#14181f0", "#14181g",
                             "#-14181", "# 14181", "#0x1418", "#+14181"}) {
        const auto colour = parseColour(text);
        ASSERT_FALSE(colour) << text;
        EXPECT_EQ(colour.error().code, Errc::InvalidArgument);
        EXPECT_NE(colour.error().message.find('"' + std::string(text) + '"'), std::string::npos);
    }
}

TEST(Colour, BecomesBt601OfLimitedRange)
{
    EXPECT_EQ(toYuv(0, 0, 0), (Yuv{16, 128, 128}));
    EXPECT_EQ(toYuv(255, 255, 255), (Yuv{235, 128, 128}));
    EXPECT_EQ(toYuv(255, 0, 0), (Yuv{81, 90, 240}));
    EXPECT_EQ(toYuv(0, 255, 0), (Yuv{145, 54, 34}));
    EXPECT_EQ(toYuv(0, 0, 255), (Yuv{41, 240, 110}));
}

} // namespace
} // namespace confab::media
