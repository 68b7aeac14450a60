// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "layout/book/layout_book.hpp"
#include "layout/geometry/area.hpp"

#include <functional>
#include <string>
#include <vector>

namespace confab::layout {

/// What a built-in layout is, without the words that describe it.
struct BuiltInRules {
    /// Which sources come first.
    enum class Order { Seats, ScreenFirst };

    std::string name;
    int capacity = 1;
    bool focus = false;
    Order order = Order::Seats;
    bool inset = false; ///< the second cell lies on top of the first
    /// `count` cells, 1..capacity, each with its gap.
    std::function<std::vector<Rect>(const Area&, int count)> cells;
};

/// A layout whose cells follow from their number alone. Immutable; any thread.
class BuiltInLayout : public Layout {
public:
    explicit BuiltInLayout(BuiltInRules rules) : rules_(std::move(rules)) { }

    const std::string& name() const override { return rules_.name; }
    std::size_t capacity() const override { return std::size_t(rules_.capacity); }
    bool hasFocus() const override { return rules_.focus; }
    Arrangement arrange(Size canvas, const std::vector<LayoutSource>& sources,
                        const LayoutSpacing& spacing) const override;

private:
    std::vector<std::size_t> shown(const std::vector<LayoutSource>& sources) const;

    BuiltInRules rules_;
};

/// All of them, `auto` first.
std::vector<LayoutBook::Entry> builtInLayouts();

} // namespace confab::layout
