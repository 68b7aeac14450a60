// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "layout/custom/custom_layout.hpp"

#include <memory>
#include <string_view>

namespace confab::layout {

constexpr std::size_t kMaxLayoutBytes = 64 * 1024;
constexpr std::size_t kMaxLayoutCells = 100;

/// A custom layout from its JSON form (doc/layouts.md). Any text is safe to give: the result is a
/// layout or an error. The error names layout, variant and cell.
Result<std::shared_ptr<const CustomLayout>> parseCustomLayout(std::string_view text);

} // namespace confab::layout
