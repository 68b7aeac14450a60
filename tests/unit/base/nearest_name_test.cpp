// SPDX-License-Identifier: Apache-2.0
#include "base/nearest_name.hpp"

#include <gtest/gtest.h>

namespace confab {
namespace {

const std::vector<std::string> kKnown{"grid", "speaker", "listen", "bitrate_kbps"};

TEST(NearestName, ASlipIsGuessed)
{
    EXPECT_EQ(didYouMean("gird", kKnown), "; did you mean \"grid\"?");
    EXPECT_EQ(didYouMean("speeker", kKnown), "; did you mean \"speaker\"?");
    EXPECT_EQ(didYouMean("listne", kKnown), "; did you mean \"listen\"?");
    EXPECT_EQ(didYouMean("bitratekbs", kKnown), "; did you mean \"bitrate_kbps\"?");
}

TEST(NearestName, AnotherWordIsNot)
{
    for (const char* word : {"", "x", "gr", "table", "loudspeaker", "bitrate", "lis"})
        EXPECT_EQ(didYouMean(word, kKnown), "") << word;
    EXPECT_EQ(didYouMean("grid", {}), "");
}

} // namespace
} // namespace confab
