// SPDX-License-Identifier: Apache-2.0
#include "base/json/json.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace confab {
namespace {

using ::testing::HasSubstr;

std::string lists(int levels)
{
    return std::string(std::size_t(levels), '[') + std::string(std::size_t(levels), ']');
}

TEST(Json, IsReadAsDeepAsTheLimit)
{
    EXPECT_FALSE(parseJson(lists(kMaxJsonLevels)).is_discarded());
    EXPECT_TRUE(parseJson(lists(kMaxJsonLevels + 1)).is_discarded());
    EXPECT_TRUE(parseJson("{\"a\":" + lists(kMaxJsonLevels) + "}").is_discarded());
}

TEST(Json, WhatIsTooDeepIsToldApartFromWhatIsBroken)
{
    EXPECT_THAT(brokenJson(lists(200000)).message, HasSubstr("nested more than 64 deep"));
    EXPECT_EQ(brokenJson("[}").message, "line 1, column 2: this is not JSON");
}

TEST(Json, ManyListsSideBySideAreNotDeep)
{
    std::string text = "[0";
    for (int i = 0; i < 1000; ++i)
        text += ",[{}]";
    EXPECT_TRUE(parseJson(text + "]").is_array());
}

TEST(Json, BracketsInTextsDoNotCount)
{
    const auto brackets = std::string(100, '[');
    EXPECT_EQ(parseJson("[\"" + brackets + "\"]")[0], brackets);
    EXPECT_EQ(parseJson("[\"\\\"" + brackets + "\"]")[0], '"' + brackets);
    EXPECT_EQ(parseJson("[\"\\\\\", \"" + brackets + "\"]")[1], brackets);
    EXPECT_TRUE(parseJson("[\"a\", \"\\\\\"," + lists(kMaxJsonLevels) + "]").is_discarded());
}

} // namespace
} // namespace confab
