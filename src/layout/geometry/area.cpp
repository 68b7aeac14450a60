// SPDX-License-Identifier: Apache-2.0
#include "layout/geometry/area.hpp"

#include "layout/geometry/layout.hpp"

#include <algorithm>

namespace confab::layout {

Area areaOf(Size canvas, const LayoutSpacing& spacing)
{
    const int side = std::min(canvas.width, canvas.height);
    const int padding = even(std::clamp(spacing.padding, 0, side / 8));
    const int gap = even(std::clamp(spacing.gap, 0, (side - 2 * padding) / 10));
    return {{padding, padding, even(canvas.width) - 2 * padding + gap,
             even(canvas.height) - 2 * padding + gap},
            gap};
}

Rect withoutGap(const Area& area, const Rect& cell)
{
    return {cell.x, cell.y, cell.width - area.gap, cell.height - area.gap};
}

Rect visible(const Area& area)
{
    return {area.span.x, area.span.y, area.span.width - area.gap, area.span.height - area.gap};
}

bool isTall(const Rect& span)
{
    return span.width * 5 < span.height * 6;
}

bool isUpright(const Rect& span)
{
    return span.width * 4 <= span.height * 3;
}

Rect centredBand(const Rect& span, int height)
{
    const int high = even(std::min(height, span.height));
    return {span.x, span.y + even((span.height - high) / 2), span.width, high};
}

} // namespace confab::layout
