// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "layout/geometry/layout.hpp"
#include "layout/geometry/ratio.hpp"
#include "layout/geometry/tile_fit.hpp"

#include <array>
#include <string>
#include <vector>

namespace confab::layout {

/// One place of a custom layout.
struct CustomCell {
    /// Who it is for, from the general to the particular.
    enum class Role { Any, Speaker, Pinned, Content, User };

    std::string id;
    std::array<Ratio, 4> rect; ///< left, top, width, height; parts of the canvas
    Role role = Role::Any;
    std::string user; ///< with Role::User
    Fit fit = Fit::Auto;
    int z = 0;
    bool label = true;
};

/// The cells for up to `max` sources.
struct CustomVariant {
    int max = 0;
    std::vector<CustomCell> cells; ///< at least `max`
};

/// What the JSON form says. Valid: parseCustomLayout() lets nothing else through.
struct CustomLayoutSpec {
    std::string name;
    std::vector<CustomVariant> variants; ///< at least one, smallest max first
    std::string background; ///< "#rrggbb"; empty: the default
    Overflow overflow = Overflow::Count;
};

/// A layout that somebody wrote down (doc/layouts.md). Immutable; any thread.
class CustomLayout : public Layout {
public:
    explicit CustomLayout(CustomLayoutSpec spec) : spec_(std::move(spec)) { }

    const CustomLayoutSpec& spec() const { return spec_; }
    /// The first variant for that many sources, otherwise the largest.
    const CustomVariant& variantFor(std::size_t sources) const;

    const std::string& name() const override { return spec_.name; }
    /// The cells of its largest variant.
    std::size_t capacity() const override { return spec_.variants.back().cells.size(); }
    /// True if a cell is for the speaker.
    bool hasFocus() const override;
    std::string background() const override { return spec_.background; }
    Overflow overflow() const override { return spec_.overflow; }
    /// Uses the variant for that many sources. Cells with a role choose first (a user's, then
    /// content's, pinned ones', the speaker's); the remaining sources fill the remaining cells, in
    /// order. A cell without a source is not drawn.
    Arrangement arrange(Size canvas, const std::vector<LayoutSource>& sources,
                        const LayoutSpacing& spacing) const override;

private:
    CustomLayoutSpec spec_;
};

} // namespace confab::layout
