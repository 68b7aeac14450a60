// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace confab {

/// RFC 4648, with padding, on one line.
std::string toBase64(std::string_view bytes);

/// Nothing for what toBase64() does not make.
std::optional<std::string> fromBase64(const std::string& text);

} // namespace confab
