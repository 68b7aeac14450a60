// SPDX-License-Identifier: Apache-2.0
#include "media/video/text/shown_name.hpp"

#include <gtest/gtest.h>

namespace confab::media {
namespace {

TEST(ShownName, IsOneLineWithoutControlCharacters)
{
    EXPECT_EQ(oneLine("  Ann\r\n\tB\x01\x7f  Cox\xe2\x80\xa8\n"), "Ann B Cox");
}

TEST(ShownName, InvalidUtf8IsMended)
{
    EXPECT_EQ(oneLine("A\xff"
                      "B"),
              "A\xef\xbf\xbd"
              "B");
    EXPECT_EQ(oneLine(std::string_view("A\0B", 3)),
              "A\xef\xbf\xbd"
              "B");
    EXPECT_EQ(oneLine("\xf0\x9f"), "\xef\xbf\xbd\xef\xbf\xbd");
}

TEST(ShownName, CannotTurnTheTextAroundIt)
{
    EXPECT_EQ(oneLine("a\u202Eb\u2066c\u2069d\u202C"), "abcd");
}

TEST(ShownName, JoinedEmojiStayJoined)
{
    const std::string family = "👩\u200D👩\u200D👧";
    EXPECT_EQ(oneLine(family), family);
}

TEST(ShownName, EndsSomewhere)
{
    EXPECT_EQ(oneLine(std::string(100000, 'x')).size(), 256u);
}

TEST(Initials, AreOfTheFirstAndTheLastWord)
{
    EXPECT_EQ(initialsOf("Ann"), "A");
    EXPECT_EQ(initialsOf("ann van der cox"), "AC");
    EXPECT_EQ(initialsOf("Jean-Luc Picard"), "JP");
    EXPECT_EQ(initialsOf("émile zola"), "ÉZ");
    EXPECT_EQ(initialsOf("Zoë 🎈 O'Brien"), "ZO");
    EXPECT_EQ(initialsOf("Ann (Sales)"), "AS");
    EXPECT_EQ(initialsOf("Ann ..."), "A");
}

TEST(Initials, KeepTheMarksOfALetter)
{
    EXPECT_EQ(initialsOf("e\u0301mile"), "E\u0301");
}

TEST(Initials, OfEmojiAndOfRightToLeftNamesAreOne)
{
    EXPECT_EQ(initialsOf("محمد عبد الله"), "م");
    EXPECT_EQ(initialsOf("🎈 Ann"), "🎈");
    EXPECT_EQ(initialsOf("👩\u200D👩\u200D👧 Family"), "👩\u200D👩\u200D👧");
}

TEST(Initials, OfNothingAreAQuestionMark)
{
    EXPECT_EQ(initialsOf(""), "?");
}

} // namespace
} // namespace confab::media
