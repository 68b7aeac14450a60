// SPDX-License-Identifier: Apache-2.0
#include "layout/book/layout_book.hpp"
#include "support/layout_checks.hpp"

namespace confab::layout {
namespace {

using Cells = std::vector<Rect>;

constexpr Size kWide{1280, 720};
constexpr Size kTall{720, 1280};

LayoutPtr layoutOf(const std::string& name)
{
    return *LayoutBook().find(name);
}

Cells cells(const std::string& name, int people, Size canvas = kWide)
{
    return cellsOf(*layoutOf(name), canvas, cameras(people));
}

std::vector<LayoutSource> withScreenAt(std::size_t index, int count)
{
    auto sources = cameras(count);
    sources[index].screen = true;
    return sources;
}

TEST(AutoLayout, GoesFromOneToTheGridToAFocus)
{
    EXPECT_EQ(cells("auto", 1), (Cells{{0, 0, 1280, 720}}));
    EXPECT_EQ(cells("auto", 2), cells("side-by-side", 2));
    EXPECT_EQ(cells("auto", 3), cells("grid", 3));
    EXPECT_EQ(cells("auto", 9), cells("grid", 9));
    EXPECT_EQ(cells("auto", 10), cells("1+7", 8));
    EXPECT_FALSE(layoutOf("auto")->resolve(std::vector<LayoutSource>(9)).hasFocus());
    EXPECT_TRUE(layoutOf("auto")->resolve(std::vector<LayoutSource>(10)).hasFocus());
}

TEST(AutoLayout, IsAPresentationWhileAScreenIsShared)
{
    const auto sources = withScreenAt(2, 4);
    EXPECT_EQ(layoutOf("auto")->arrange(kWide, sources, {}),
              layoutOf("presentation")->arrange(kWide, sources, {}));
}

TEST(Grid, OneAloneHasTheWholeCanvasWhateverItsShape)
{
    EXPECT_EQ(cells("grid", 1, kTall), (Cells{{0, 0, 720, 1280}}));
}

TEST(Grid, KeepsItsCellsAlikeAndTheirShapeWithAGap)
{
    const auto tiles = layoutOf("grid")->arrange(kWide, cameras(9), {.gap = 64}).tiles;
    for (const auto& tile : tiles) {
        EXPECT_EQ(tile.cell.width, tiles[0].cell.width);
        EXPECT_NEAR(double(tile.cell.width) / tile.cell.height, 16. / 9, 0.03);
    }
    EXPECT_EQ(tiles[1].cell.x - tiles[0].cell.x - tiles[0].cell.width, 64);
    EXPECT_EQ(tiles[3].cell.y - tiles[0].cell.y - tiles[0].cell.height, 64);
}

TEST(SquareGrid, KeepsItsCellsHoweverFewTheyAre)
{
    EXPECT_EQ(cells("2x2", 1), (Cells{{320, 180, 640, 360}}));
    EXPECT_EQ(cells("2x2", 3), (Cells{{0, 0, 640, 360}, {640, 0, 640, 360}, {320, 360, 640, 360}}));
    EXPECT_EQ(cells("4x4", 5).back(), (Rect{480, 360, 320, 180}));
    EXPECT_EQ(cells("5x5", 25).back(), (Rect{1024, 576, 256, 144}));
}

TEST(OnePlus, PutsFewIntoAColumnInTheMiddle)
{
    EXPECT_EQ(cells("1+5", 1), (Cells{{0, 0, 1280, 720}}));
    EXPECT_EQ(cells("1+5", 3),
              (Cells{{0, 0, 852, 720}, {852, 120, 428, 240}, {852, 360, 428, 240}}));
    EXPECT_EQ(cells("1+5", 5)[0], (Rect{0, 0, 960, 720}));
    EXPECT_EQ(cells("1+5", 5)[4], (Rect{960, 540, 320, 180}));
}

TEST(OnePlus, GoesAroundTheCorner)
{
    EXPECT_EQ(cells("1+5", 6),
              (Cells{{0, 0, 852, 480},
                     {852, 0, 428, 240},
                     {852, 240, 428, 240},
                     {852, 480, 428, 240},
                     {0, 480, 426, 240},
                     {426, 480, 426, 240}}));
    EXPECT_EQ(cells("1+7", 8)[0], (Rect{0, 0, 960, 540}));
    EXPECT_EQ(cells("1+7", 7)[6], (Rect{480, 540, 320, 180}));
    EXPECT_EQ(cells("1+9", 10)[0], (Rect{0, 0, 1024, 576}));
}

TEST(OnePlus, PutsManyBesideAndBelow)
{
    const auto many = cells("1+12", 13);
    EXPECT_EQ(many[0], (Rect{0, 0, 640, 360}));
    EXPECT_EQ(many[1], (Rect{640, 0, 320, 180}));
    EXPECT_EQ(many[5], (Rect{0, 360, 320, 180}));
    EXPECT_EQ(cells("1+21", 22)[0], (Rect{0, 0, 512, 288}));
    EXPECT_EQ(cells("1+21", 17)[0], (Rect{0, 72, 512, 288})); // four rows of five
}

TEST(OnePlus, TakesTheSmallestOfItsFamily)
{
    EXPECT_EQ(cells("1+21", 6), cells("1+5", 6));
    EXPECT_EQ(cells("1+12", 8), cells("1+7", 8));
    EXPECT_EQ(cells("1+5", 9).size(), 6u);
}

TEST(OnePlus, StacksOnAPortraitCanvas)
{
    EXPECT_EQ(cells("1+5", 3, kTall),
              (Cells{{0, 214, 720, 648}, {0, 862, 360, 202}, {360, 862, 360, 202}}));
}

TEST(TwoPlus, HasTwoHalvesAndQuartersBelow)
{
    EXPECT_EQ(cells("2+8", 2), (Cells{{0, 180, 640, 360}, {640, 180, 640, 360}}));
    EXPECT_EQ(cells("2+8", 3).back(), (Rect{480, 450, 320, 180}));
    EXPECT_EQ(cells("2+8", 10).back(), (Rect{960, 540, 320, 180}));
}

TEST(ThreePlus, MakesAGridOfItsFourthQuarter)
{
    EXPECT_EQ(cells("3+4", 3).back(), (Rect{320, 360, 640, 360}));
    EXPECT_EQ(cells("3+4", 4).back(), (Rect{640, 360, 640, 360}));
    EXPECT_EQ(cells("3+4", 7).back(), (Rect{960, 540, 320, 180}));
}

TEST(SideBySide, IsHigherThanTheGrid)
{
    EXPECT_EQ(cells("side-by-side", 2), (Cells{{0, 120, 640, 480}, {640, 120, 640, 480}}));
    EXPECT_EQ(cells("side-by-side", 2, kTall), (Cells{{0, 0, 720, 640}, {0, 640, 720, 640}}));
}

TEST(Pip, HasItsInsetInTheCorner)
{
    const auto tiles = layoutOf("pip")->arrange(kWide, cameras(3), {.gap = 16}).tiles;
    ASSERT_EQ(tiles.size(), 2u);
    EXPECT_EQ(tiles[0].cell, (Rect{0, 0, 1280, 720}));
    EXPECT_EQ(tiles[1].cell, (Rect{940, 520, 320, 180}));
    EXPECT_EQ(tiles[1].z, 1);
}

TEST(Pip, InsetTakesTheShapeOfAPortraitCamera)
{
    auto sources = cameras(2);
    sources[1].aspect = 9. / 16;
    EXPECT_EQ(layoutOf("pip")->arrange(kWide, sources, {}).tiles[1].cell,
              (Rect{1158, 520, 102, 180}));
}

TEST(Sidebar, HasAColumnOfFifths)
{
    EXPECT_EQ(cells("sidebar", 3),
              (Cells{{0, 0, 1024, 720}, {1024, 216, 256, 144}, {1024, 360, 256, 144}}));
    EXPECT_EQ(cells("sidebar", 9).size(), 6u);
}

TEST(Filmstrip, HasARowOfFifths)
{
    EXPECT_EQ(cells("filmstrip", 3),
              (Cells{{0, 0, 1280, 576}, {384, 576, 256, 144}, {640, 576, 256, 144}}));
}

TEST(Presentation, ShowsTheFirstScreenLargeAndWhole)
{
    const auto arrangement =
        layoutOf("presentation")->arrange(kWide, withScreenAt(3, 7), {.gap = 0});
    ASSERT_EQ(arrangement.tiles.size(), 5u);
    EXPECT_EQ(arrangement.hidden, 2u);
    EXPECT_EQ(arrangement.tiles[0].source, 3u);
    EXPECT_EQ(arrangement.tiles[0].cell, (Rect{0, 0, 1024, 720}));
    EXPECT_EQ(arrangement.tiles[0].picture, (Rect{0, 72, 1024, 576}));
    EXPECT_EQ(arrangement.tiles[1].source, 0u);
    EXPECT_EQ(arrangement.tiles[1].cell, (Rect{1024, 0, 256, 180}));
}

TEST(Presentation, OtherScreensAreAmongTheFacesAndWhole)
{
    auto sources = withScreenAt(0, 3);
    sources[2].screen = true;
    const auto tiles = layoutOf("presentation")->arrange(kWide, sources, {}).tiles;
    EXPECT_EQ(tiles[2].source, 2u);
    EXPECT_FALSE(tiles[2].crop);
}

TEST(Presentation, OnlyIsTheScreenAlone)
{
    const auto tiles = layoutOf("presentation-only")->arrange(kWide, withScreenAt(1, 3), {}).tiles;
    ASSERT_EQ(tiles.size(), 1u);
    EXPECT_EQ(tiles[0].source, 1u);
}

TEST(Presentation, PipHasOneFaceOverTheScreen)
{
    const auto tiles = layoutOf("presentation-pip")->arrange(kWide, withScreenAt(1, 3), {}).tiles;
    ASSERT_EQ(tiles.size(), 2u);
    EXPECT_EQ(tiles[0].source, 1u);
    EXPECT_EQ(tiles[1].source, 0u);
}

TEST(Portrait, FillsTheCanvas)
{
    EXPECT_EQ(cells("portrait", 2, kTall), (Cells{{0, 0, 720, 640}, {0, 640, 720, 640}}));
    EXPECT_EQ(cells("portrait", 7, kTall)[1], (Rect{360, 0, 360, 320})) << "cropped, no bars";
    EXPECT_EQ(cells("portrait", 7, kTall).back(), (Rect{0, 960, 720, 320}));
    for (int people = 1; people <= 25; ++people)
        for (const Size canvas : {kWide, kTall}) {
            int pixels = 0;
            for (const Rect& cell : cells("portrait", people, canvas))
                pixels += cell.width * cell.height;
            EXPECT_EQ(pixels, canvas.width * canvas.height) << people;
        }
}

TEST(Lecture, ShowsTheHostAlone)
{
    EXPECT_EQ(layoutOf("lecture")->arrange(kWide, cameras(9), {}).hidden, 8u);
}

TEST(Spacing, IsAroundAndBetweenButNotAtTheEdges)
{
    const auto tiles =
        layoutOf("2x2")->arrange(kWide, cameras(4), {.gap = 10, .padding = 20}).tiles;
    EXPECT_EQ(tiles[0].cell, (Rect{20, 20, 614, 334}));
    EXPECT_EQ(tiles[3].cell, (Rect{644, 364, 616, 336}));
}

TEST(Fit, CropsACameraUpToAFactor)
{
    auto sources = cameras(1);
    const auto isCropped = [&](double aspect) {
        sources[0].aspect = aspect;
        return layoutOf("speaker")->arrange(kWide, sources, {}).tiles[0].crop;
    };
    EXPECT_TRUE(isCropped(4. / 3));
    EXPECT_TRUE(isCropped(1.12));
    EXPECT_FALSE(isCropped(1.1));
    EXPECT_FALSE(isCropped(9. / 16));
    EXPECT_FALSE(isCropped(3));
}

TEST(Fit, ShapesThatCannotBeCountAs16To9)
{
    auto sources = cameras(1);
    for (const double aspect : {0., -1., double(NAN), double(INFINITY)}) {
        sources[0].aspect = aspect;
        EXPECT_TRUE(layoutOf("speaker")->arrange(kWide, sources, {}).tiles[0].crop);
    }
}

} // namespace
} // namespace confab::layout
