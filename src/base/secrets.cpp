// SPDX-License-Identifier: Apache-2.0
#include "base/secrets.hpp"

#include "base/glib/gobject.hpp"

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

// Compares the digests of the two: all digests have one length, and nobody can choose them.
bool isSameSecret(std::string_view given, std::string_view secret)
{
    const auto digest = [](std::string_view text) {
        return GCharPtr(g_compute_checksum_for_data(
            G_CHECKSUM_SHA256, reinterpret_cast<const guchar*>(text.data()), text.size()));
    };
    const auto one = digest(given), other = digest(secret);
    int difference = 0;
    for (std::size_t i = 0; i < 64; ++i)
        difference |= one.get()[i] ^ other.get()[i];
    return difference == 0;
}

} // namespace confab
