// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "layout/book/layout_book.hpp"

#include <string>
#include <vector>

namespace confab::layout {

/// So many cameras; in a layout for screens the first one is a screen, and for a custom layout they
/// are such as its cells ask for.
std::vector<LayoutSource> exampleSources(const Layout& layout, int people);

/// Every layout of the book: a drawing, and beside it what it is. With `people` 0 each is drawn
/// with the number that shows it best.
std::string layoutList(const LayoutBook& book, Size canvas, int people);

/// One layout of the book at several numbers of people, with as many drawings in a line as fit.
std::string layoutSheet(const LayoutBook& book, const Layout& layout, Size canvas,
                        const std::vector<int>& people);

} // namespace confab::layout
