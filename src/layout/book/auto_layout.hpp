// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "layout/geometry/layout.hpp"

namespace confab::layout {

/// The layout for those who do not choose one: `presentation` while a screen is shared, otherwise
/// one full, `side-by-side`, `grid` to 9, and `1+7` for more. Immutable; any thread.
class AutoLayout : public Layout {
public:
    struct Parts {
        LayoutPtr two, grid, focus, presentation;
    };

    explicit AutoLayout(Parts parts) : parts_(std::move(parts)) { }

    const std::string& name() const override { return name_; }
    /// 9; but it shows only 8 of 10 people and more, and only 5 in a presentation.
    std::size_t capacity() const override { return kMostInGrid; }
    bool hasFocus() const override { return false; }
    const Layout& resolve(const std::vector<LayoutSource>& sources) const override;
    Arrangement arrange(Size canvas, const std::vector<LayoutSource>& sources,
                        const LayoutSpacing& spacing) const override;

private:
    static constexpr std::size_t kMostInGrid = 9;

    std::string name_ = "auto";
    Parts parts_;
};

} // namespace confab::layout
