// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

namespace confab::wire {

constexpr int kMaxChatCharacters = 2000; ///< Unicode ones
/// What somebody typed, as others may see it: without control characters but the newline; a tab
/// becomes a space. Nothing if it is no UTF-8, or if that leaves nothing to be seen, or more
/// than kMaxChatCharacters.
std::optional<std::string> chatText(std::string typed);

} // namespace confab::wire
