// SPDX-License-Identifier: Apache-2.0
#include "media/audio/voice_ranking.hpp"

#include <gtest/gtest.h>

namespace confab::media {
namespace {

using namespace std::chrono_literals;

class VoiceRankingTest : public ::testing::Test {
protected:
    /// Everybody says how loud they are, every 50 ms for `time`.
    void talk(std::map<std::string, int> levels, std::chrono::milliseconds time)
    {
        for (auto end = now_ + time; now_ < end; now_ += 50ms) {
            for (const auto& [name, level] : levels)
                ranking_.heard(name, level, now_);
            ranking_.rank(now_);
        }
    }
    bool holds(const std::string& name) const
    {
        return ranking_.slotOf(name) != VoiceRanking::kNone;
    }

    VoiceRanking ranking_{2};
    VoiceRanking::Clock::time_point now_{1h};
};

TEST_F(VoiceRankingTest, WhileThereAreSlotsEverybodyHasOne)
{
    ranking_.add("a");
    ranking_.add("b");
    ranking_.rank(now_);
    EXPECT_TRUE(holds("a"));
    EXPECT_TRUE(holds("b"));
    EXPECT_NE(ranking_.slotOf("a"), ranking_.slotOf("b"));
}

TEST_F(VoiceRankingTest, AThirdWhoTalksTakesTheSlotOfTheOneWhoIsSilent)
{
    for (const char* name : {"a", "b", "c"})
        ranking_.add(name);
    talk({{"a", -20}, {"b", -90}, {"c", -25}}, 1s);
    EXPECT_TRUE(holds("a"));
    EXPECT_FALSE(holds("b"));
    EXPECT_TRUE(holds("c"));
}

TEST_F(VoiceRankingTest, APauseBetweenWordsCostsNoSlot)
{
    for (const char* name : {"a", "b", "c"})
        ranking_.add(name);
    talk({{"a", -20}, {"b", -20}}, 1s);
    talk({{"a", -20}, {"b", -90}, {"c", -15}}, 300ms);
    EXPECT_TRUE(holds("b"));
}

TEST_F(VoiceRankingTest, NobodyFluttersBetweenEquals)
{
    for (const char* name : {"a", "b", "c", "d"})
        ranking_.add(name);
    talk({{"a", -20}, {"b", -20}}, 1s);
    talk({{"a", -22}, {"b", -22}, {"c", -20}, {"d", -21}}, 3s);
    EXPECT_TRUE(holds("a"));
    EXPECT_TRUE(holds("b"));
}

TEST_F(VoiceRankingTest, WhoLeavesMakesRoom)
{
    for (const char* name : {"a", "b", "c"})
        ranking_.add(name);
    ranking_.rank(now_);
    ranking_.remove("a");
    ranking_.rank(now_);
    EXPECT_TRUE(holds("b"));
    EXPECT_TRUE(holds("c"));
    EXPECT_FALSE(holds("a"));
}

} // namespace
} // namespace confab::media
