// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <string_view>

namespace confab {

/// sRGB, 0..255 each.
struct Colour {
    std::uint8_t red = 0, green = 0, blue = 0;
    bool operator==(const Colour&) const = default;
};

/// Reads "#rrggbb", in either case. Errc::InvalidArgument for anything else.
Result<Colour> parseColour(std::string_view text);

} // namespace confab
