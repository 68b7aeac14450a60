// SPDX-License-Identifier: Apache-2.0
#include "layout/book/auto_layout.hpp"
#include "layout/book/built_in_layout.hpp"
#include "layout/book/equal_cells.hpp"
#include "layout/book/focus_cells.hpp"
#include "layout/geometry/grid.hpp"

#include <spdlog/fmt/fmt.h>

#include <memory>

namespace confab::layout {

namespace {

using Entry = LayoutBook::Entry;
using Order = BuiltInRules::Order;

std::vector<Rect> wholeCell(const Area& area, int)
{
    return {area.span};
}

/// One alone has the whole canvas, of any shape.
std::vector<Rect> gridOrWhole(const Area& area, int count)
{
    return count == 1 ? wholeCell(area, 1) : gridCells(area, count);
}

Entry entry(BuiltInRules rules, std::vector<std::string> aliases, const char* purpose,
            int example = 0)
{
    const int people = example ? example : rules.capacity;
    return {std::make_shared<BuiltInLayout>(std::move(rules)), std::move(aliases), purpose,
            std::size_t(people)};
}

Entry onePlus(int small, const char* purpose)
{
    return entry({fmt::format("1+{}", small), 1 + small, true, Order::Seats, false, onePlusCells},
                 {}, purpose);
}

Entry square(int sides)
{
    const auto cells = [sides](const Area& area, int n) { return squareCells(area, sides, n); };
    Entry made = entry(
        {fmt::format("{0}x{0}", sides), sides * sides, false, Order::Seats, false, cells}, {}, "");
    made.purpose = fmt::format("fixed cells of 1/{} of the canvas, however few they are", sides);
    return made;
}

std::vector<Entry> gatherings()
{
    return {
        entry({"grid", 25, false, Order::Seats, false, gridOrWhole}, {"bestFit"},
              "everybody alike, as large as they can be", 5),
        square(2),
        square(3),
        square(4),
        square(5),
        entry({"side-by-side", 2, false, Order::Seats, false, twoCells}, {},
              "two people, larger than in the grid"),
        entry({"portrait", 25, false, Order::Seats, false, fillingCells}, {},
              "no space left between or around; for upright canvases of 9:16", 5),
    };
}

std::vector<Entry> focuses()
{
    return {
        entry({"speaker", 1, true, Order::Seats, false, wholeCell}, {"1+0"},
              "the one who speaks, alone"),
        onePlus(5, "one large, up to 5 around"),
        onePlus(7, "one large, up to 7 around"),
        onePlus(9, "one large, up to 9 around"),
        onePlus(12, "one large, up to 12 around"),
        onePlus(21, "one large, up to 21 around"),
        entry({"2+8", 10, true, Order::Seats, false, twoPlusCells}, {},
              "a dialogue of two, up to 8 listen"),
        entry({"3+4", 7, true, Order::Seats, false, threePlusCells}, {},
              "a panel of three, up to 4 in the fourth quarter"),
        entry({"sidebar", 6, true, Order::Seats, false, sidebarCells}, {"verticalPresentation"},
              "one large, up to 5 in a column at the right"),
        entry({"filmstrip", 6, true, Order::Seats, false, filmstripCells},
              {"horizontalPresentation"}, "one large, up to 5 in a row below"),
        entry({"pip", 2, true, Order::Seats, true, insetCells}, {}, "one full, one in the corner"),
    };
}

std::vector<Entry> presentations()
{
    return {
        entry({"presentation", 5, true, Order::ScreenFirst, false, presentationCells}, {},
              "the shared screen, up to 4 faces beside it"),
        entry({"presentation-pip", 2, true, Order::ScreenFirst, true, insetCells}, {},
              "the shared screen in full, one face in the corner"),
        entry({"presentation-only", 1, true, Order::ScreenFirst, false, wholeCell}, {},
              "the shared screen, alone"),
        // What viewers see. The host's own view is a `grid` of the others: that is another view,
        // so it is the room that makes it.
        entry({"lecture", 1, true, Order::Seats, false, wholeCell}, {},
              "viewers see the host alone (the host's own view is the grid)"),
    };
}

LayoutPtr named(const std::vector<Entry>& entries, std::string_view name)
{
    for (const Entry& e : entries)
        if (e.layout->name() == name)
            return e.layout;
    return nullptr;
}

} // namespace

std::vector<Entry> builtInLayouts()
{
    std::vector<Entry> all = gatherings();
    for (auto& more : {focuses(), presentations()})
        all.insert(all.end(), more.begin(), more.end());
    const AutoLayout::Parts parts{named(all, "side-by-side"), named(all, "grid"), named(all, "1+7"),
                                  named(all, "presentation")};
    std::vector<Entry> list(1); // and filled where it lies: g++ 12 warns of a move of it
    list.front().layout = std::make_shared<AutoLayout>(parts);
    list.front().purpose = "1 full, 2 side by side, a grid to 9, then 1+7; a shared screen makes "
                           "it a presentation";
    list.front().people = 4;
    list.insert(list.end(), all.begin(), all.end());
    return list;
}

} // namespace confab::layout
