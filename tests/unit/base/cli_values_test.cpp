// SPDX-License-Identifier: Apache-2.0
#include "base/cli/values.hpp"

#include <gtest/gtest.h>

namespace confab::cli {
namespace {

enum class Pattern { Colour, Flash };

/// What a person reads who gives that; empty: it is taken.
std::string complaintAbout(const char* option, const char* value)
{
    CLI::App app;
    int count = 0;
    double seconds = 0;
    Pattern pattern{};
    app.add_option("--count", count)->check(wholeNumber(1, 60));
    app.add_option("--seconds", seconds)->check(number(0, 1e6));
    app.add_option("--pattern", pattern)
        ->transform(oneOf<Pattern>({{"colour", Pattern::Colour}, {"flash", Pattern::Flash}}));
    const char* arguments[] = {"program", option, value};
    try {
        app.parse(3, arguments);
    } catch (const CLI::ParseError& error) {
        return error.what();
    }
    return {};
}

TEST(CliValues, AWrongOneIsAnsweredWithWhatIsWanted)
{
    EXPECT_EQ(complaintAbout("--count", "61"),
              "--count: must be a whole number from 1 to 60, not \"61\"");
    for (const char* value : {"0", "x", "1.5", "1x", " 1", "99999999999999999999"})
        EXPECT_NE(complaintAbout("--count", value), "") << value;
    for (const char* value : {"nan", "-1", "1e7", "inf", "x"})
        EXPECT_NE(complaintAbout("--seconds", value), "") << value;
    EXPECT_EQ(complaintAbout("--pattern", "blue"),
              "--pattern: must be colour or flash, not \"blue\"");
}

TEST(CliValues, ARightOneIsTaken)
{
    EXPECT_EQ(complaintAbout("--count", "60"), "");
    EXPECT_EQ(complaintAbout("--seconds", "0.5"), "");
    EXPECT_EQ(complaintAbout("--pattern", "flash"), "");
}

} // namespace
} // namespace confab::cli
