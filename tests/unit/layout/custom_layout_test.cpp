// SPDX-License-Identifier: Apache-2.0
#include "layout/book/layout_book.hpp"
#include "layout/custom/custom_layout_json.hpp"
#include "support/layout_checks.hpp"
#include "support/temp_folder.hpp"

#include <spdlog/fmt/fmt.h>

#include <fstream>

namespace confab::layout {
namespace {

constexpr Size kCanvas{1280, 720};
constexpr LayoutSpacing kNoGap{0, 0};

/// Variants that are not sorted, every role but one, an inset.
constexpr const char* kInterview = R"({
  "name": "interview", "canvas": "16:9", "background": "#203040", "overflow": "hide",
  "variants": [
    {"max": 4, "cells": [
      {"id": "screen", "rect": [0, 0, "2/3", 1], "role": "content"},
      {"id": "guest", "rect": ["2/3", 0, "1/3", "1/2"], "role": "user:Ann"},
      {"id": "host", "rect": ["2/3", "1/2", "1/3", "1/2"], "role": "speaker"},
      {"id": "more", "rect": ["1/24", "3/4", "1/6", "1/6"], "z": 1, "label": false}]},
    {"max": 2, "cells": [
      {"id": "a", "rect": ["0", "0", "1/2", "1"], "role": "speaker", "fit": "crop"},
      {"id": "b", "rect": ["1/2", "0", "1/2", "1"], "fit": "fit"}]}]})";

std::shared_ptr<const CustomLayout> interview()
{
    auto parsed = parseCustomLayout(kInterview);
    EXPECT_TRUE(parsed) << parsed.error().message;
    return *parsed;
}

std::string errorOf(const std::string& json)
{
    const auto parsed = parseCustomLayout(json);
    return parsed ? "" : parsed.error().message;
}

/// The error about a layout with these cells.
std::string cellsError(const std::string& cells, int max = 1)
{
    return errorOf(
        fmt::format(R"({{"name":"x","variants":[{{"max":{},"cells":[{}]}}]}})", max, cells));
}

std::string rectError(const std::string& rect)
{
    return cellsError(R"({"id":"a","rect":)" + rect + "}");
}

TEST(CustomLayout, IsRead)
{
    const auto layout = interview();
    EXPECT_EQ(layout->name(), "interview");
    EXPECT_EQ(layout->background(), "#203040");
    EXPECT_EQ(layout->overflow(), Overflow::Hide);
    EXPECT_EQ(layout->capacity(), 4u);
    EXPECT_TRUE(layout->hasFocus());
    EXPECT_EQ(layout->spec().variants[0].max, 2); // sorted
}

TEST(CustomLayout, HasDefaults)
{
    const auto parsed = parseCustomLayout(
        R"({"name":"x","variants":[{"max":1,"cells":[{"id":"a","rect":[0,0,1,1]}]}]})");
    ASSERT_TRUE(parsed);
    EXPECT_EQ((*parsed)->background(), "");
    EXPECT_EQ((*parsed)->overflow(), Overflow::Count);
    EXPECT_FALSE((*parsed)->hasFocus());
    const auto& cell = (*parsed)->spec().variants[0].cells[0];
    EXPECT_EQ(cell.role, CustomCell::Role::Any);
    EXPECT_EQ(cell.fit, Fit::Auto);
    EXPECT_TRUE(cell.label);
}

TEST(CustomLayout, TakesTheFirstVariantForSoMany)
{
    EXPECT_EQ(cellsOf(*interview(), kCanvas, cameras(2)),
              (std::vector<Rect>{{0, 0, 640, 720}, {640, 0, 640, 720}}));
    EXPECT_EQ(cellsOf(*interview(), kCanvas, cameras(3))[0], (Rect{0, 0, 852, 720}));
    EXPECT_EQ(interview()->arrange(kCanvas, cameras(7), kNoGap).hidden, 3u);
}

TEST(CustomLayout, GivesCellsToThoseTheyAreFor)
{
    auto sources = cameras(4);
    sources[2].user = "Ann";
    sources[3].screen = true;
    const auto tiles = interview()->arrange(kCanvas, sources, kNoGap).tiles;
    ASSERT_EQ(tiles.size(), 4u);
    EXPECT_EQ(tiles[0].source, 3u);
    EXPECT_EQ(tiles[1].source, 2u);
    EXPECT_EQ(tiles[2].source, 0u);
    EXPECT_EQ(tiles[3].source, 1u);
    EXPECT_EQ(tiles[3].z, 1);
    EXPECT_FALSE(tiles[3].label);
}

TEST(CustomLayout, ACellForSomebodyInParticularComesBeforeTheSpeakers)
{
    auto sources = cameras(3);
    sources[0].user = "Ann";
    const auto tiles = interview()->arrange(kCanvas, sources, kNoGap).tiles;
    const auto ann =
        std::find_if(tiles.begin(), tiles.end(), [](auto& tile) { return tile.source == 0; });
    EXPECT_EQ(ann->cell.y, 0);
    EXPECT_EQ(ann->cell.x, 852);
}

TEST(CustomLayout, PinnedOnesHaveTheirCell)
{
    const auto layout = parseCustomLayout(R"({"name":"x","variants":[{"max":2,"cells":[
        {"id":"a","rect":[0,0,"1/2",1]},
        {"id":"b","rect":["1/2",0,"1/2",1],"role":"pinned"}]}]})");
    ASSERT_TRUE(layout);
    auto sources = cameras(2);
    sources[0].pinned = true;
    EXPECT_EQ((*layout)->arrange(kCanvas, sources, kNoGap).tiles[1].source, 0u);
}

TEST(CustomLayout, DrawsNoCellWithoutASource)
{
    EXPECT_EQ(interview()->arrange(kCanvas, cameras(1), kNoGap).tiles.size(), 1u);
    EXPECT_EQ(interview()->arrange(kCanvas, {}, kNoGap), Arrangement{});
}

TEST(CustomLayout, FitsAsItSays)
{
    auto sources = cameras(2);
    sources[0].aspect = sources[1].aspect = 4;
    const auto tiles = interview()->arrange(kCanvas, sources, kNoGap).tiles;
    EXPECT_TRUE(tiles[0].crop);
    EXPECT_EQ(tiles[1].picture, (Rect{640, 280, 640, 160}));
    sources[0].screen = true; // the speaker's cell crops, but not a screen
    sources[1].screen = true;
    EXPECT_FALSE(interview()->arrange(kCanvas, sources, kNoGap).tiles[0].crop);
}

TEST(CustomLayout, ArrangesWithoutFault)
{
    for (const Size canvas : {kCanvas, Size{640, 360}, Size{720, 1280}, Size{160, 90}})
        for (const LayoutSpacing spacing : {LayoutSpacing{0, 0}, {4, 0}, {17, 9}, {64, 64}})
            for (int count = 0; count <= 25; ++count)
                checkArrangement(interview()->arrange(canvas, cameras(count), spacing), canvas,
                                 cameras(count), true);
}

TEST(CustomLayout, ThirtySecondsAreSeenOnTheSmallestCanvas)
{
    std::string cells;
    for (int i = 0; i < 32; ++i)
        cells += fmt::format(R"({}{{"id":"{}","rect":["{}/32","{}/32","1/32","1/32"]}})",
                             i ? "," : "", i, i, i);
    const auto layout = parseCustomLayout(
        fmt::format(R"({{"name":"x","variants":[{{"max":32,"cells":[{}]}}]}})", cells));
    ASSERT_TRUE(layout) << layout.error().message;
    for (const LayoutSpacing spacing : {LayoutSpacing{0, 0}, {4, 0}, {64, 64}})
        for (const Size canvas : {Size{160, 90}, {320, 180}, kCanvas})
            checkArrangement((*layout)->arrange(canvas, cameras(32), spacing), canvas, cameras(32));
}

TEST(CustomLayoutErrors, NameTheCellWithABadRectangle)
{
    const std::string here = "layout \"x\", variant 1, cell \"a\": ";
    EXPECT_EQ(rectError(R"(["1/2",0,"2/3",1])"),
              here + "it reaches beyond the right edge: left and width are more than 1");
    EXPECT_EQ(rectError(R"([0,"1/2",1,"2/3"])"),
              here + "it reaches beyond the lower edge: top and height are more than 1");
    EXPECT_EQ(rectError(R"([0,0,0,1])"), here + "its width is zero");
    EXPECT_EQ(rectError(R"([0,0,1,"0/5"])"), here + "its height is zero");
    EXPECT_EQ(rectError(R"([0,0,1,"1/33"])"), here + "it is too small: a side is at least 1/32");
    EXPECT_EQ(rectError("[0,0,1]"), here + "\"rect\" must be [left, top, width, height]");
    for (const char* bad : {"2", "-1", "0.5", "\"1/0\"", "\"3/2\"", "\"-1/2\"", "\"1/2/3\"", "\"\"",
                            "\"1/99999\"", "\" 1\"", "null", "18446744073709551615"})
        EXPECT_EQ(rectError(fmt::format("[{},0,1,1]", bad)),
                  here + "the left in \"rect\" must be a part from 0 to 1, like \"1/3\"")
            << bad;
}

TEST(CustomLayoutErrors, NameTheCellsThatAreInEachOthersWay)
{
    constexpr const char* kFirst = R"({"id":"a","rect":[0,0,"1/2",1]},)";
    EXPECT_EQ(cellsError(kFirst + std::string(R"({"id":"a","rect":["1/2",0,"1/2",1]})")),
              "layout \"x\", variant 1, cell \"a\": another cell has this id");
    EXPECT_EQ(cellsError(kFirst + std::string(R"({"id":"b","rect":["499/1000",0,"1/2",1]})")),
              "layout \"x\", variant 1, cell \"b\": it overlaps cell \"a\"; if that is meant, give "
              "it another z");
    EXPECT_EQ(cellsError(kFirst + std::string(R"({"id":"b","rect":["1/3",0,"1/2",1],"z":1})")), "");
}

TEST(CustomLayoutErrors, NameTheNearestKnownWord)
{
    const auto cell = [](const std::string& more) {
        return cellsError(R"({"id":"a","rect":[0,0,1,1],)" + more + "}");
    };
    const std::string here = "layout \"x\", variant 1, cell \"a\": ";
    EXPECT_EQ(cell(R"("rol":"any")"), here + "\"rol\" is no key here; did you mean \"role\"?");
    EXPECT_EQ(cell(R"("role":"speeker")"),
              here
                  + "\"role\" is \"speeker\", and can be any, speaker, pinned, content, user:NAME; "
                    "did you mean \"speaker\"?");
    EXPECT_EQ(cell(R"("fit":"stretch")").substr(here.size(), 18), "\"fit\" is \"stretch\"");
    EXPECT_EQ(cell(R"("role":"user:NAME")"), "");
    EXPECT_EQ(cell(R"("role":"user:")"),
              here + "\"role\" names nobody: write \"user:\" and a name");
    EXPECT_EQ(cell(R"("a\nb":1)").find('\n'), std::string::npos);
}

TEST(CustomLayoutErrors, SayWhatIsMissingOrOfTheWrongType)
{
    EXPECT_EQ(errorOf("{}"), "layout: \"name\" is missing");
    EXPECT_EQ(errorOf("[]"), "layout: must be an object, {…}");
    EXPECT_EQ(errorOf(R"({"name":"x"})"), "layout \"x\": \"variants\" is missing");
    EXPECT_EQ(errorOf(R"({"name":"x","variants":[]})"),
              "layout \"x\": \"variants\" must be a list with something in it");
    EXPECT_EQ(errorOf(R"({"name":"x","variants":[7]})"),
              "layout \"x\", variant 1: must be an object, {…}");
    EXPECT_EQ(errorOf(R"({"name":"x y","variants":[7]})"),
              "layout \"x y\": \"name\" must be 1 to 64 of A-Z a-z 0-9 _ - . +");
    EXPECT_EQ(cellsError("null"), "layout \"x\", variant 1, cell 1: must be an object, {…}");
    EXPECT_EQ(cellsError(R"({"rect":[0,0,1,1]})"),
              "layout \"x\", variant 1, cell 1: \"id\" is missing");
    EXPECT_EQ(cellsError(R"({"id":"a"})"),
              "layout \"x\", variant 1, cell \"a\": \"rect\" is missing");
    EXPECT_EQ(cellsError(R"({"id":"a","rect":[0,0,1,1],"z":100})"),
              "layout \"x\", variant 1, cell \"a\": \"z\" must be a whole number from 0 to 99");
    EXPECT_EQ(cellsError(R"({"id":"a","rect":[0,0,1,1],"label":"yes"})"),
              "layout \"x\", variant 1, cell \"a\": \"label\" must be true or false");
}

TEST(CustomLayoutErrors, CountTheCells)
{
    EXPECT_EQ(cellsError(R"({"id":"a","rect":[0,0,1,1]})", 2),
              "layout \"x\", variant 1: \"max\" is 2, but there are 1 cells");
    std::string many = "0";
    for (int i = 0; i < 100; ++i)
        many += ",0";
    EXPECT_EQ(cellsError(many),
              "layout \"x\", variant 1: \"cells\" has 101 entries; 100 is the most");
    EXPECT_EQ(errorOf(R"({"name":"x","variants":[
        {"max":1,"cells":[{"id":"a","rect":[0,0,1,1]}]},
        {"max":1,"cells":[{"id":"a","rect":[0,0,1,1]}]}]})"),
              "layout \"x\", variant 2: another variant has \"max\" 1");
}

TEST(CustomLayoutErrors, CheckColourShapeAndOverflow)
{
    const auto with = [](const std::string& more) {
        return errorOf(R"({"name":"x",)" + more
                       + R"(,"variants":[{"max":1,"cells":[{"id":"a","rect":[0,0,1,1]}]}]})");
    };
    for (const char* bad : {"\"red\"", "\"#12345\"", "\"#12345g\"", "\"#-12345\"", "\"\"", "1"})
        EXPECT_NE(with(fmt::format("\"background\":{}", bad)), "") << bad;
    for (const char* bad : {"\"16x9\"", "\"0:9\"", "\"16:\"", "169"})
        EXPECT_NE(with(fmt::format("\"canvas\":{}", bad)), "") << bad;
    EXPECT_NE(with(R"("overflow":"scroll")"), "");
    EXPECT_EQ(with(R"("background":"#FFffFF","canvas":"9:16","overflow":"hide")"), "");
}

TEST(CustomLayoutErrors, SayWhereTheTextIsBroken)
{
    EXPECT_EQ(errorOf("{\"name\": \"x\",\n  oops}"), "line 2, column 3: this is not JSON");
    EXPECT_EQ(errorOf(""), "line 1, column 1: this is not JSON");
    EXPECT_NE(errorOf("{\"name\": \"\xff\"}").find("line 1, column"), std::string::npos);
    EXPECT_EQ(errorOf(std::string(60000, '[')), "this JSON is nested more than 64 deep");
    EXPECT_EQ(errorOf(std::string(64 * 1024 + 1, ' ')), "layout: it is longer than 64 KB");
}

TEST(CustomLayoutErrors, NoPrefixOfALayoutIsALayoutNorACrash)
{
    const std::string text = kInterview;
    for (std::size_t length = 0; length < text.size(); ++length)
        EXPECT_NE(errorOf(text.substr(0, length)), "");
    for (std::size_t i = 0; i < text.size(); ++i)
        for (const char c : {'0', '"', '{', ']', '-'}) {
            std::string changed = text;
            changed[i] = c;
            errorOf(changed);
        }
}

TEST(LayoutBookOfCustomOnes, TakesTheLastOfAName)
{
    LayoutBook book;
    const auto before = book.entries().size();
    ASSERT_TRUE(book.add(kInterview));
    ASSERT_TRUE(book.add(kInterview));
    EXPECT_EQ(book.entries().size(), before + 1);
    EXPECT_EQ((*book.find("INTERVIEW"))->name(), "interview");
}

TEST(LayoutBookOfCustomOnes, HasAnEnd)
{
    LayoutBook book;
    const auto named = [](int i) {
        return fmt::format(
            R"({{"name":"n{}","variants":[{{"max":1,"cells":[{{"id":"a","rect":["0","0","1","1"]}}]}}]}})",
            i);
    };
    for (int i = 0; i < 100; ++i)
        ASSERT_TRUE(book.add(named(i)));
    EXPECT_EQ(book.add(named(100)).error().code, Errc::Conflict);
    EXPECT_TRUE(book.add(named(7))) << "one that replaces another";
}

/// The names of the layouts of that maker, the oldest first.
std::vector<std::string> namesOf(const LayoutBook& book, const std::string& maker)
{
    std::vector<std::string> names;
    for (const auto& entry : book.entries())
        if (entry.maker == maker)
            names.push_back(entry.layout->name());
    return names;
}

std::string layoutNamed(const std::string& name)
{
    return fmt::format(
        R"({{"name":"{}","variants":[{{"max":1,"cells":[{{"id":"a","rect":[0,0,1,1]}}]}}]}})",
        name);
}

TEST(LayoutBookOfCustomOnes, TheEleventhOfOneMakerTakesThePlaceOfTheFirstThatIsNotInUse)
{
    LayoutBook book;
    ASSERT_TRUE(book.add(layoutNamed("house")));
    ASSERT_TRUE(book.add(layoutNamed("bobs"), "bob"));
    const auto shown = book.add(layoutNamed("a0"), "ann");
    for (int i = 1; i < 40; ++i)
        ASSERT_TRUE(book.add(layoutNamed(fmt::format("a{}", i)), "ann")) << i;
    const auto names = namesOf(book, "ann");
    ASSERT_EQ(names.size(), LayoutBook::kMostOfOne);
    EXPECT_EQ(names.front(), "a0") << "it is in use";
    EXPECT_EQ(names.back(), "a39");
    EXPECT_EQ(namesOf(book, "bob").size(), 1u);
    EXPECT_TRUE(book.find("house"));
}

TEST(LayoutBookOfCustomOnes, WhoHasAllInUseIsToldSo)
{
    LayoutBook book;
    std::vector<LayoutPtr> shown;
    for (int i = 0; i < 10; ++i)
        shown.push_back(*book.add(layoutNamed(fmt::format("a{}", i)), "ann"));
    const auto refused = book.add(layoutNamed("b"), "ann");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().message,
              "layout \"b\": all your 10 custom ones are in use; give it the name of one that it "
              "replaces");
    EXPECT_TRUE(book.add(layoutNamed("a3"), "ann"));
}

// However often somebody comes back as somebody else.
TEST(LayoutBookOfCustomOnes, AFullBookTakesFromThoseWhoHaveMost)
{
    LayoutBook book;
    ASSERT_TRUE(book.add(layoutNamed("bobs"), "bob"));
    for (int i = 0; i < 300; ++i)
        ASSERT_TRUE(book.add(layoutNamed(fmt::format("x{}", i)), fmt::format("guest{}", i / 10)))
            << i;
    EXPECT_TRUE(book.find("bobs"));
    ASSERT_TRUE(book.add(layoutNamed("house"))) << "an operator's";
    EXPECT_TRUE(book.find("house"));
    EXPECT_EQ(book.entries().size(), LayoutBook().entries().size() + LayoutBook::kMostCustom);
}

TEST(LayoutBookOfCustomOnes, ThoseOfTheOperatorAreNotReplacedByGuests)
{
    LayoutBook book;
    ASSERT_TRUE(book.add(layoutNamed("house")));
    EXPECT_EQ(book.add(layoutNamed("house"), "ann").error().code, Errc::Conflict);
    EXPECT_TRUE(book.add(layoutNamed("house"))) << "by the operator";
}

TEST(LayoutBookOfCustomOnes, ReadsTheJsonOfAFolderAndNamesTheFileAtFault)
{
    const test::TempFolder folder;
    std::ofstream(folder / "a.json") << kInterview;
    std::ofstream(folder / "b.txt") << "not a layout";
    LayoutBook book;
    EXPECT_TRUE(book.addFolder(folder.path().string()));
    EXPECT_TRUE(book.find("interview"));
    std::ofstream(folder / "c.json") << "{}";
    const auto added = book.addFolder(folder.path().string());
    ASSERT_FALSE(added);
    EXPECT_EQ(added.error().message,
              (folder / "c.json").string() + ": layout: \"name\" is missing");
}

TEST(LayoutBookOfCustomOnes, SaysWhichFileItCannotRead)
{
    const test::TempFolder folder;
    LayoutBook book;
    EXPECT_EQ(book.addFile((folder / "no.json").string()).error().code, Errc::NotFound);
    EXPECT_FALSE(book.addFile(folder.path().string()));
    EXPECT_FALSE(book.addFolder((folder / "none").string()));
}

TEST(LayoutBookOfCustomOnes, KeepsTheBuiltInNames)
{
    LayoutBook book;
    for (const char* name : {"grid", "BestFit"}) {
        const auto added =
            book.add(fmt::format(R"({{"name":"{}","variants":[{{"max":1,"cells":[{{"id":"a",)"
                                 R"("rect":[0,0,1,1]}}]}}]}})",
                                 name));
        ASSERT_FALSE(added);
        EXPECT_EQ(added.error().code, Errc::Conflict);
    }
}

} // namespace
} // namespace confab::layout
