// SPDX-License-Identifier: Apache-2.0
#include "base/size_text.hpp"

#include <cstdio>

namespace confab {

std::optional<EvenSize> parseEvenSize(const std::string& text)
{
    EvenSize size{};
    char rest = 0;
    if (std::sscanf(text.c_str(), "%dx%d%c", &size.width, &size.height, &rest) != 2
        || size.width <= 0 || size.height <= 0 || size.width % 2 || size.height % 2)
        return std::nullopt;
    return size;
}

} // namespace confab
