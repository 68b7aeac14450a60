// SPDX-License-Identifier: Apache-2.0
#include "layout/character_drawing.hpp"
#include "layout/layout_gallery.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace confab::layout {
namespace {

constexpr Size kCanvas{1280, 720};

std::string drawing(const std::string& name, std::size_t people, int columns, int rows)
{
    const auto arrangement =
        (*LayoutBook().find(name))->arrange(kCanvas, std::vector<LayoutSource>(people), {.gap = 0});
    return characterDrawing(arrangement, kCanvas, columns, rows);
}

TEST(CharacterDrawing, JoinsBordersThatMeet)
{
    EXPECT_EQ(drawing("2x2", 4, 13, 5),
              "┌─────┬─────┐\n"
              "│  1  │  2  │\n"
              "├─────┼─────┤\n"
              "│  3  │  4  │\n"
              "└─────┴─────┘\n");
}

TEST(CharacterDrawing, DotsWhatNoTileCovers)
{
    EXPECT_EQ(drawing("2x2", 1, 13, 9),
              "·············\n"
              "·············\n"
              "···┌─────┐···\n"
              "···│     │···\n"
              "···│  1  │···\n"
              "···│     │···\n"
              "···└─────┘···\n"
              "·············\n"
              "·············\n");
}

TEST(CharacterDrawing, PutsInsetsOnTop)
{
    EXPECT_EQ(drawing("pip", 2, 17, 7),
              "┌───────────────┐\n"
              "│               │\n"
              "│               │\n"
              "│       1       │\n"
              "│           ┌──┐│\n"
              "│           └──┘│\n"
              "└───────────────┘\n");
}

TEST(CharacterDrawing, LeavesOutNumbersWithoutRoom)
{
    EXPECT_EQ(drawing("speaker", 1, 3, 3), "┌─┐\n│1│\n└─┘\n");
    EXPECT_EQ(drawing("5x5", 25, 11, 6).find('1'), std::string::npos);
}

TEST(CharacterDrawing, NothingIsAllDots)
{
    EXPECT_EQ(characterDrawing({}, kCanvas, 3, 3), "···\n···\n···\n");
}

TEST(LayoutGallery, ListsEveryLayoutWithinEightyColumns)
{
    const LayoutBook book;
    const auto list = layoutList(book, kCanvas, 0);
    for (const auto& entry : book.entries())
        EXPECT_NE(list.find("  " + entry.layout->name()), std::string::npos);
    std::istringstream lines(list);
    for (std::string line; std::getline(lines, line);)
        EXPECT_LE(
            std::count_if(line.begin(), line.end(), [](char c) { return (c & 0xC0) != 0x80; }), 80)
            << line;
}

TEST(LayoutGallery, SaysHowManyAreHidden)
{
    const LayoutBook book;
    const auto sheet = layoutSheet(book, **book.find("pip"), kCanvas, {1, 5});
    EXPECT_NE(sheet.find("1 person"), std::string::npos);
    EXPECT_NE(sheet.find("5 people, 3 hidden"), std::string::npos);
}

} // namespace
} // namespace confab::layout
