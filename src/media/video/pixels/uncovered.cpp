// SPDX-License-Identifier: Apache-2.0
#include "media/video/pixels/uncovered.hpp"

#include <algorithm>

namespace confab::media {
namespace {

/// The up to four parts of `rect` around `cover`: above, below, left and right of it.
void cutOut(std::vector<layout::Rect>& parts, const layout::Rect& rect, const layout::Rect& cover)
{
    const int right = rect.x + rect.width, bottom = rect.y + rect.height;
    const int x0 = std::max(rect.x, cover.x), x1 = std::min(right, cover.x + cover.width);
    const int y0 = std::max(rect.y, cover.y), y1 = std::min(bottom, cover.y + cover.height);
    for (const layout::Rect& part : {layout::Rect{rect.x, rect.y, rect.width, y0 - rect.y},
                                     layout::Rect{rect.x, y1, rect.width, bottom - y1},
                                     layout::Rect{rect.x, y0, x0 - rect.x, y1 - y0},
                                     layout::Rect{x1, y0, right - x1, y1 - y0}})
        if (!isEmpty(part))
            parts.push_back(part);
}

} // namespace

bool isEmpty(const layout::Rect& rect)
{
    return rect.width <= 0 || rect.height <= 0;
}

bool touch(const layout::Rect& a, const layout::Rect& b)
{
    return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height
        && b.y < a.y + a.height;
}

std::vector<layout::Rect> uncovered(const layout::Rect& rect,
                                    const std::vector<layout::Rect>& covers)
{
    std::vector<layout::Rect> parts;
    if (!isEmpty(rect))
        parts.push_back(rect);
    for (const auto& cover : covers) {
        std::vector<layout::Rect> rest;
        for (const auto& part : parts) {
            if (touch(part, cover) && !isEmpty(cover))
                cutOut(rest, part, cover);
            else
                rest.push_back(part);
        }
        parts = std::move(rest);
    }
    return parts;
}

} // namespace confab::media
