// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace confab::layout {

/// Pixels.
struct Size {
    int width = 0;
    int height = 0;
    bool operator==(const Size&) const = default;
};

/// Pixels of a canvas. In what a layout returns all four are even, because I420 is blended.
struct Rect {
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;
    bool operator==(const Rect&) const = default;
};

/// The even number at or below `v`.
constexpr int even(int v)
{
    return v & ~1;
}

} // namespace confab::layout
