// SPDX-License-Identifier: Apache-2.0
#include "media/video/pixels/tile_crop.hpp"

#include <gtest/gtest.h>

namespace confab::media {
namespace {

TEST(TileCrop, TakesTheMiddleOfTheShapeOfThePlace)
{
    EXPECT_EQ(cropFor({1280, 720}, {640, 360}), Crop{});
    EXPECT_EQ(cropFor({640, 480}, {640, 360}), (Crop{0, 0, 60, 60}));
    EXPECT_EQ(cropFor({640, 360}, {360, 360}), (Crop{140, 140, 0, 0}));
    EXPECT_EQ(cropFor({720, 1280}, {1280, 720}), (Crop{0, 0, 438, 438}));
}

TEST(TileCrop, WhatIsHardlyLargerIsCutAndNotScaled)
{
    EXPECT_EQ(cropFor({640, 360}, {638, 358}), (Crop{0, 2, 0, 2}));
    EXPECT_EQ(cropFor({640, 360}, {632, 356}), (Crop{4, 4, 2, 2}));
    EXPECT_EQ(cropFor({640, 360}, {600, 338}), (Crop{0, 2, 0, 0})) << "5 %: scaled";
}

TEST(TileCrop, WhatFitsKeepsItsShapeOrThePlacesIfThatIsHardlyAnother)
{
    EXPECT_EQ(fitInto({1280, 720}, {640, 480}), (layout::Size{960, 720}));
    EXPECT_EQ(fitInto({640, 720}, {1920, 1080}), (layout::Size{640, 360}));
    EXPECT_EQ(fitInto({404, 720}, {360, 640}), (layout::Size{404, 720})) << "404x718, exactly";
    EXPECT_EQ(fitInto({640, 360}, {}), layout::Size{});
}

TEST(TileCrop, NothingIsCutOffNothing)
{
    EXPECT_EQ(cropFor({}, {640, 360}), Crop{});
    EXPECT_EQ(cropFor({640, 360}, {}), Crop{});
    const Crop thin = cropFor({2, 2000}, {1000, 2});
    EXPECT_EQ(2000 - thin.top - thin.bottom, 2);
}

} // namespace
} // namespace confab::media
