// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

namespace confab::test {

/// A client's WebSocket frame as bytes: `first` is FIN and opcode, the mask is all zeros.
inline std::string wsFrame(int first, std::size_t size)
{
    std::string bytes{char(first)};
    const auto append = [&](int count) {
        for (int shift = 8 * (count - 1); shift >= 0; shift -= 8)
            bytes += char(size >> shift);
    };
    bytes += char(0x80 | (size < 126 ? size : size < 65536 ? 126 : 127));
    if (size >= 126)
        append(size < 65536 ? 2 : 8);
    return bytes + std::string(4, '\0') + std::string(size, 'x');
}

} // namespace confab::test
