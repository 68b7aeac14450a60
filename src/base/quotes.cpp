// SPDX-License-Identifier: Apache-2.0
#include "base/quotes.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace confab {

std::string inQuotes(const std::string& text)
{
    std::size_t length = std::min(text.size(), std::size_t(64));
    while (length < text.size() && (text[length] & 0xC0) == 0x80) // not inside a character
        --length;
    std::string clean = text.substr(0, length) + (length < text.size() ? "…" : "");
    std::replace_if(
        clean.begin(), clean.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; }, '?');
    return fmt::format("\"{}\"", clean);
}

} // namespace confab
