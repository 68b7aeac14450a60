// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "layout/geometry/layout.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace confab {

inline bool isInside(const layout::Rect& r, const layout::Rect& frame)
{
    return r.x >= frame.x && r.y >= frame.y && r.x + r.width <= frame.x + frame.width
        && r.y + r.height <= frame.y + frame.height;
}

inline bool overlap(const layout::Rect& a, const layout::Rect& b)
{
    return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height
        && b.y < a.y + a.height;
}

inline bool isEven(const layout::Rect& r)
{
    return ((r.x | r.y | r.width | r.height) & 1) == 0;
}

/// One tile by itself: its place, and that its picture keeps its shape. `explicitCrop`: a custom
/// layout may crop as much as it likes.
inline void checkTile(const layout::LayoutTile& tile, const layout::LayoutSource& source,
                      layout::Size canvas, bool explicitCrop)
{
    const layout::Rect& p = tile.picture;
    EXPECT_TRUE(isInside(tile.cell, {0, 0, canvas.width, canvas.height}));
    EXPECT_TRUE(isInside(p, tile.cell));
    EXPECT_TRUE(isEven(tile.cell) && isEven(p));
    EXPECT_TRUE(p.width > 0 && p.height > 0);
    const double cellAspect = double(tile.cell.width) / tile.cell.height;
    if (tile.crop) {
        EXPECT_EQ(p, tile.cell);
        EXPECT_FALSE(source.screen);
        EXPECT_TRUE(explicitCrop
                    || std::max(cellAspect / source.aspect, source.aspect / cellAspect) <= 1.6001);
        return;
    }
    const bool keepsShape = std::abs(double(p.width) / p.height / source.aspect - 1) < 0.02
        || std::abs(p.width - p.height * source.aspect) <= 4
        || std::abs(p.height - p.width / source.aspect) <= 4;
    EXPECT_TRUE(keepsShape) << p.width << "x" << p.height << " for " << source.aspect;
    EXPECT_TRUE(p.width == tile.cell.width || p.height == tile.cell.height);
    EXPECT_NEAR(2 * p.x + p.width, 2 * tile.cell.x + tile.cell.width, 2);
    EXPECT_NEAR(2 * p.y + p.height, 2 * tile.cell.y + tile.cell.height, 2);
}

/// What holds for every arrangement of every layout.
inline void checkArrangement(const layout::Arrangement& arrangement, layout::Size canvas,
                             const std::vector<layout::LayoutSource>& sources,
                             bool explicitCrop = false)
{
    const auto& tiles = arrangement.tiles;
    EXPECT_EQ(tiles.size() + arrangement.hidden, sources.size());
    EXPECT_TRUE(sources.empty() || !tiles.empty());
    std::set<std::size_t> seen;
    for (std::size_t i = 0; i < tiles.size(); ++i) {
        ASSERT_LT(tiles[i].source, sources.size());
        EXPECT_TRUE(seen.insert(tiles[i].source).second) << "twice: " << tiles[i].source;
        EXPECT_TRUE(i == 0 || tiles[i - 1].z <= tiles[i].z);
        checkTile(tiles[i], sources[tiles[i].source], canvas, explicitCrop);
        for (std::size_t j = 0; j < i; ++j)
            EXPECT_FALSE(tiles[i].z == tiles[j].z && overlap(tiles[i].cell, tiles[j].cell))
                << i << " and " << j;
    }
}

/// So many cameras of 16:9.
inline std::vector<layout::LayoutSource> cameras(int count)
{
    return std::vector<layout::LayoutSource>(static_cast<std::size_t>(count));
}

/// The cells without any gap between them.
inline std::vector<layout::Rect> cellsOf(const layout::Layout& layout, layout::Size canvas,
                                         const std::vector<layout::LayoutSource>& sources)
{
    std::vector<layout::Rect> cells;
    for (const auto& tile : layout.arrange(canvas, sources, {.gap = 0, .padding = 0}).tiles)
        cells.push_back(tile.cell);
    return cells;
}

} // namespace confab
