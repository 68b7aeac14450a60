// SPDX-License-Identifier: Apache-2.0
#include "base/colour.hpp"

#include <fmt/format.h>

#include <charconv>

namespace confab {

Result<Colour> parseColour(std::string_view text)
{
    unsigned rgb = 0;
    const char* end = text.data() + text.size();
    if (text.size() == 7 && text[0] == '#') {
        const auto [stop, error] = std::from_chars(text.data() + 1, end, rgb, 16);
        if (error == std::errc() && stop == end)
            return Colour{std::uint8_t(rgb >> 16), std::uint8_t(rgb >> 8), std::uint8_t(rgb)};
    }
    return Error{Errc::InvalidArgument,
                 fmt::format("\"{:.20}\" is not a colour; write it as \"#rrggbb\"", text)};
}

} // namespace confab
