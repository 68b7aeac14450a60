// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "layout/geometry/geometry.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace confab::layout {

/// Who or what wants a place in a picture.
struct LayoutSource {
    bool screen = false; ///< a shared screen: content, never cropped
    double aspect = 16. / 9; ///< width over height of its picture
    bool pinned = false;
    std::string user{}; ///< the participant's name, for custom cells with "user:<name>"
};

/// Where one source goes.
struct LayoutTile {
    std::size_t source = 0; ///< index into the sources that were given
    Rect cell; ///< its place
    Rect picture; ///< its picture: all of the cell if cropped, else the largest of its own shape in
                  ///< the middle
    bool crop = true;
    int z = 0; ///< higher ones lie on top; 0 for all that do not overlap
    bool label = true; ///< show the name
    bool operator==(const LayoutTile&) const = default;
};

struct Arrangement {
    std::vector<LayoutTile> tiles; ///< lowest z first
    std::size_t hidden = 0; ///< sources that found no place
    bool operator==(const Arrangement&) const = default;
};

/// Pixels between tiles, and around all of them.
struct LayoutSpacing {
    int gap = 4; ///< 0..64, even values; odd ones are rounded down
    int padding = 0; ///< 0..64
};

/// What to do about the sources that found no place.
enum class Overflow {
    Count, ///< say how many they are: "+N"
    Hide,
};

/// A way to fill a canvas. Immutable; a pure function of what it is given. Any thread.
class Layout {
public:
    virtual ~Layout() = default;

    virtual const std::string& name() const = 0;
    /// The most sources that it shows (`auto` shows fewer of some: see AutoLayout).
    virtual std::size_t capacity() const = 0;
    /// True if its first place is larger than the others, and belongs to the one who matters most.
    virtual bool hasFocus() const = 0;
    /// The layout that arranges these sources: itself, except for `auto`. Ask that one for the
    /// rest.
    virtual const Layout& resolve(const std::vector<LayoutSource>& sources) const
    {
        static_cast<void>(sources);
        return *this;
    }
    /// The colour behind and between the tiles, "#rrggbb"; empty: the default.
    virtual std::string background() const { return {}; }
    virtual Overflow overflow() const { return Overflow::Count; }
    /// `sources` in the order of their seats: the one in focus first, if there is a focus. Every
    /// tile is inside the canvas, even, and has a source; tiles of one z do not overlap. The canvas
    /// is at least 160x90.
    virtual Arrangement arrange(Size canvas, const std::vector<LayoutSource>& sources,
                                const LayoutSpacing& spacing) const = 0;
};

using LayoutPtr = std::shared_ptr<const Layout>;

} // namespace confab::layout
