// SPDX-License-Identifier: Apache-2.0
#include "media/audio/voice_meter.hpp"

#include <gmock/gmock.h>

namespace confab::media {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

class VoiceMeterTest : public ::testing::Test {
protected:
    /// A quarter of a second in which they are that loud; what was told, and how often.
    void listen(const VoiceMeter::Levels& levels)
    {
        for (int i = 0; i < 5; ++i) {
            for (const auto& [voice, level] : levels)
                meter_.heard(voice, level - i);
            if (auto told = meter_.tick()) {
                told_ = *told;
                ++times_;
            }
        }
    }

    VoiceMeter meter_;
    VoiceMeter::Levels told_{{"nothing", 0}};
    int times_ = 0;
};

TEST_F(VoiceMeterTest, TellsTheLoudestOfEachFourTimesASecond)
{
    listen({{"a", -20}, {"b", -40}});
    EXPECT_THAT(told_, ElementsAre(Pair("a", -20), Pair("b", -40)));
    EXPECT_EQ(times_, 1);
    listen({{"b", -30}});
    EXPECT_THAT(told_, ElementsAre(Pair("b", -30)));
    EXPECT_EQ(times_, 2);
}

TEST_F(VoiceMeterTest, TellsOnceThatNobodyIsHeardAndThenNothing)
{
    listen({{"a", -80}});
    EXPECT_EQ(times_, 0) << "there was nobody";
    listen({{"a", -20}});
    listen({{"a", -80}});
    EXPECT_THAT(told_, IsEmpty());
    EXPECT_EQ(times_, 2);
    listen({{"a", -127}});
    EXPECT_EQ(times_, 2);
}

TEST_F(VoiceMeterTest, ForgetsWhoIsGone)
{
    meter_.heard("a", -20);
    meter_.remove("a");
    listen({});
    EXPECT_EQ(times_, 0);
}

} // namespace
} // namespace confab::media
