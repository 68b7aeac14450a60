// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace confab {

/// For the end of an error about an unknown name: `; did you mean "…"?` with the known one that is
/// the fewest edits away. Empty if none is near: two edits at most, and one in three letters.
std::string didYouMean(std::string_view name, const std::vector<std::string>& known);

} // namespace confab
