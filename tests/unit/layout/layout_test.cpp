// SPDX-License-Identifier: Apache-2.0
#include "layout/book/layout_book.hpp"
#include "support/layout_checks.hpp"

namespace confab::layout {
namespace {

constexpr Size kCanvases[] = {{1280, 720}, {640, 360}, {720, 1280}, {720, 720}, {640, 480}};
constexpr LayoutSpacing kSpacings[] = {{0, 0}, {4, 0}, {2, 6}, {17, 9}, {64, 64}};

/// Cameras alike, cameras of all shapes, screens among them.
std::vector<std::vector<LayoutSource>> crowdsOf(int count)
{
    constexpr double kAspects[] = {16. / 9, 4. / 3, 9. / 16, 1, 2.4, 0.42};
    std::vector<LayoutSource> mixed(static_cast<std::size_t>(count));
    for (std::size_t i = 0; i < mixed.size(); ++i)
        mixed[i].aspect = kAspects[i % std::size(kAspects)];
    auto screens = mixed;
    for (std::size_t i = 1; i < screens.size(); i += 5)
        screens[i].screen = true;
    return {cameras(count), mixed, screens};
}

bool hasScreen(const std::vector<LayoutSource>& sources)
{
    return std::any_of(sources.begin(), sources.end(), [](auto& s) { return s.screen; });
}

/// As many as it can; `auto` becomes other layouts.
std::size_t expectedShown(const Layout& layout, const std::vector<LayoutSource>& sources)
{
    if (layout.name() == "auto" && hasScreen(sources))
        return std::min<std::size_t>(5, sources.size());
    if (layout.name() == "auto" && sources.size() > 9)
        return 8;
    return std::min(layout.capacity(), sources.size());
}

class EveryLayout : public ::testing::TestWithParam<std::string> {
protected:
    template <class Check> void forEach(Check check)
    {
        for (const Size canvas : kCanvases)
            for (int count = 1; count <= 25; ++count)
                for (const auto& crowd : crowdsOf(count)) {
                    SCOPED_TRACE(::testing::Message() << canvas.width << "x" << canvas.height
                                                      << ", " << count << " sources");
                    check(canvas, crowd);
                    if (HasFailure())
                        return;
                }
    }

    LayoutPtr layout_ = *LayoutBook().find(GetParam());
};

TEST_P(EveryLayout, ArrangesWithoutFault)
{
    forEach([&](Size canvas, auto& crowd) {
        for (const auto& spacing : kSpacings)
            checkArrangement(layout_->arrange(canvas, crowd, spacing), canvas, crowd);
    });
}

TEST_P(EveryLayout, ShowsAsManyAsItCan)
{
    forEach([&](Size canvas, auto& crowd) {
        EXPECT_EQ(layout_->arrange(canvas, crowd, {}).tiles.size(), expectedShown(*layout_, crowd));
    });
}

TEST_P(EveryLayout, GivesTheFirstOneTheLargestCellIfItHasAFocus)
{
    forEach([&](Size canvas, auto& crowd) {
        if (!layout_->resolve(crowd).hasFocus())
            return;
        const auto cells = cellsOf(*layout_, canvas, crowd);
        for (const Rect& cell : cells)
            EXPECT_LE(cell.width * cell.height, cells[0].width * cells[0].height * 1.02);
    });
}

TEST_P(EveryLayout, SitsInTheMiddle)
{
    forEach([&](Size canvas, auto& crowd) {
        int left = canvas.width, right = 0;
        for (const Rect& cell : cellsOf(*layout_, canvas, crowd)) {
            left = std::min(left, cell.x);
            right = std::max(right, cell.x + cell.width);
        }
        EXPECT_NEAR(left, canvas.width - right, 4);
    });
}

TEST_P(EveryLayout, ShowsNothingToNobody)
{
    EXPECT_EQ(layout_->arrange({1280, 720}, {}, {}), Arrangement{});
}

TEST_P(EveryLayout, BearsTheSmallestCanvas)
{
    for (int count = 1; count <= 25; ++count)
        checkArrangement(layout_->arrange({64, 64}, cameras(count), {64, 64}), {64, 64},
                         cameras(count));
}

std::vector<std::string> allNames()
{
    std::vector<std::string> names;
    const LayoutBook book;
    for (const auto& entry : book.entries())
        names.push_back(entry.layout->name());
    return names;
}

std::string asTestName(const ::testing::TestParamInfo<std::string>& info)
{
    std::string name = info.param;
    std::replace(name.begin(), name.end(), '+', '_');
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
}

INSTANTIATE_TEST_SUITE_P(BuiltIn, EveryLayout, ::testing::ValuesIn(allNames()), asTestName);

TEST(Layouts, AreAllThere)
{
    const char* names[] = {"auto",
                           "grid",
                           "bestFit",
                           "2x2",
                           "3x3",
                           "4x4",
                           "5x5",
                           "speaker",
                           "1+0",
                           "1+5",
                           "1+7",
                           "1+9",
                           "1+12",
                           "1+21",
                           "2+8",
                           "3+4",
                           "side-by-side",
                           "pip",
                           "sidebar",
                           "verticalPresentation",
                           "filmstrip",
                           "horizontalPresentation",
                           "presentation",
                           "presentation-pip",
                           "presentation-only",
                           "portrait",
                           "lecture"};
    const LayoutBook book;
    for (const char* name : names)
        EXPECT_TRUE(bool(book.find(name))) << name;
    EXPECT_EQ(book.entries().size(), 23u);
}

TEST(Layouts, AreFoundInAnyCase)
{
    const LayoutBook book;
    EXPECT_EQ((*book.find("BESTFIT"))->name(), "grid");
    EXPECT_EQ((*book.find("Side-By-Side"))->name(), "side-by-side");
}

TEST(Layouts, NameTheNearestOfAnUnknownName)
{
    const auto found = LayoutBook().find("presentaton");
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().code, Errc::NotFound);
    EXPECT_NE(found.error().message.find("did you mean"), std::string::npos);
    EXPECT_NE(found.error().message.find("presentation-only"), std::string::npos);
}

TEST(Layouts, SayInWordsWhatTheyAreFor)
{
    const LayoutBook book;
    for (const auto& entry : book.entries()) {
        EXPECT_FALSE(entry.purpose.empty()) << entry.layout->name();
        EXPECT_GE(entry.people, 1u);
    }
}

} // namespace
} // namespace confab::layout
