// SPDX-License-Identifier: Apache-2.0
#include "layout/book/auto_layout.hpp"

#include <algorithm>

namespace confab::layout {

const Layout& AutoLayout::resolve(const std::vector<LayoutSource>& sources) const
{
    if (std::any_of(sources.begin(), sources.end(), [](auto& source) { return source.screen; }))
        return *parts_.presentation;
    if (sources.size() > kMostInGrid)
        return *parts_.focus;
    return sources.size() == 2 ? *parts_.two : *parts_.grid;
}

Arrangement AutoLayout::arrange(Size canvas, const std::vector<LayoutSource>& sources,
                                const LayoutSpacing& spacing) const
{
    return resolve(sources).arrange(canvas, sources, spacing);
}

} // namespace confab::layout
