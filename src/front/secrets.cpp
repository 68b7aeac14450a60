// SPDX-License-Identifier: Apache-2.0
#include "front/secrets.hpp"

#include <glib.h>
#include <sys/random.h>

#include <array>

namespace confab {

std::string randomHex(std::size_t digits)
{
    constexpr char kDigits[] = "0123456789abcdef";
    std::array<unsigned char, 32> bytes;
    g_assert(digits <= bytes.size());
    // Up to 256 bytes come whole and uninterrupted (getrandom(2)).
    const auto count = getrandom(bytes.data(), digits, 0);
    g_assert(count == static_cast<ssize_t>(digits));
    std::string text(digits, '0');
    for (std::size_t i = 0; i < digits; ++i)
        text[i] = kDigits[bytes[i] & 15];
    return text;
}

} // namespace confab
