// SPDX-License-Identifier: Apache-2.0
#include "layout/layout_list.hpp"

#include "layout/layout_gallery.hpp"

#include <nlohmann/json.hpp>

#include <cmath>

namespace confab::layout {

namespace {

constexpr Size kCanvas{1280, 720};

/// To three places, as much as a thumbnail needs.
double share(int part, int whole)
{
    return std::round(1000. * part / whole) / 1000;
}

/// Where they are with as many people as show the layout best, in parts of a 16:9 canvas.
nlohmann::json cellsOf(const LayoutBook::Entry& entry)
{
    const auto sources = exampleSources(*entry.layout, int(entry.people));
    auto cells = nlohmann::json::array();
    for (const auto& tile : entry.layout->arrange(kCanvas, sources, {.gap = 0, .padding = 0}).tiles)
        cells.push_back({{"x", share(tile.cell.x, kCanvas.width)},
                         {"y", share(tile.cell.y, kCanvas.height)},
                         {"width", share(tile.cell.width, kCanvas.width)},
                         {"height", share(tile.cell.height, kCanvas.height)}});
    return cells;
}

} // namespace

nlohmann::json layoutsAsJson(const LayoutBook& book)
{
    auto list = nlohmann::json::array();
    for (const auto& entry : book.entries())
        list.push_back({{"name", entry.layout->name()},
                        {"aliases", entry.aliases},
                        {"capacity", entry.layout->capacity()},
                        {"purpose", entry.purpose},
                        {"focus", entry.layout->hasFocus()},
                        {"cells", cellsOf(entry)}});
    return list;
}

} // namespace confab::layout
