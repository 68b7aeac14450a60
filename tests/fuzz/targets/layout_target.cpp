// SPDX-License-Identifier: Apache-2.0
#include "base/colour.hpp"
#include "fuzz/target.hpp"
#include "fuzz/targets/targets.hpp"
#include "layout/custom/custom_layout_json.hpp"

#include <array>

namespace confab::fuzz {

namespace {

using layout::Rect;
using layout::Size;

constexpr std::array kCanvases{Size{160, 90}, Size{1280, 720}, Size{720, 1280}, Size{1920, 1920}};
constexpr std::array kSpacings{layout::LayoutSpacing{0, 0}, layout::LayoutSpacing{4, 0},
                               layout::LayoutSpacing{64, 64}};

bool isEven(const Rect& r)
{
    return (r.x | r.y | r.width | r.height) % 2 == 0;
}

bool isIn(const Rect& r, const Rect& all)
{
    return r.width > 0 && r.height > 0 && r.x >= all.x && r.y >= all.y
        && r.x + r.width <= all.x + all.width && r.y + r.height <= all.y + all.height;
}

bool overlap(const Rect& a, const Rect& b)
{
    return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height
        && b.y < a.y + a.height;
}

void checkTiles(const std::vector<layout::LayoutTile>& tiles, Size canvas, std::size_t sources)
{
    std::vector<bool> seen(sources);
    for (const auto& tile : tiles) {
        must(tile.source < sources && !seen[tile.source], "a source has one tile");
        seen[tile.source] = true;
        must(isEven(tile.cell) && isEven(tile.picture), "all of a tile is even");
        must(isIn(tile.cell, {0, 0, canvas.width, canvas.height}), "a tile lies in the canvas");
        must(isIn(tile.picture, tile.cell), "a picture lies in its tile");
        for (const auto& other : tiles)
            must(&other == &tile || other.z != tile.z || !overlap(tile.cell, other.cell),
                 "tiles of one height do not overlap");
    }
}

void checkArranged(const layout::Layout& layout, std::size_t count)
{
    std::vector<layout::LayoutSource> sources(count);
    for (std::size_t i = 0; i < count; ++i)
        sources[i] = {
            .screen = i % 3 == 1, .aspect = i % 2 ? 0.1 : 3.0, .pinned = i % 5 == 2, .user = "Ann"};
    for (const auto canvas : kCanvases)
        for (const auto& spacing : kSpacings) {
            const auto arranged = layout.arrange(canvas, sources, spacing);
            checkTiles(arranged.tiles, canvas, count);
            must(arranged.tiles.size() + arranged.hidden == count, "every source is counted");
        }
}

} // namespace

void layout(std::string_view json)
{
    const auto parsed = layout::parseCustomLayout(json);
    if (!parsed)
        return must(!parsed.error().message.empty(), "a refusal says what is wrong");
    const auto& layout = **parsed;
    must(layout.background().empty() || parseColour(layout.background()), "a colour is one");
    for (const std::size_t count : {std::size_t(0), std::size_t(1), std::size_t(2), std::size_t(7),
                                    layout.capacity(), layout.capacity() + 1})
        checkArranged(layout, count);
}

} // namespace confab::fuzz
