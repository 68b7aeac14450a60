// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace confab {

/// RFC 4648, with padding, on one line. Any thread.
std::string toBase64(std::string_view bytes);

/// The bytes; nothing if toBase64() could not have made this text. Any thread.
std::optional<std::string> fromBase64(const std::string& text);

} // namespace confab
