// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace confab::front {

/// Where to listen, as a numeric address. Plain value.
struct ListenAddress {
    std::string host; ///< "127.0.0.1", "::1"
    std::uint16_t port = 0; ///< 0: any free one
    bool loopback = false;

    /// As in a URL: "127.0.0.1:8080", "[::1]:8080".
    std::string authority() const;
};

/// 0.0.0.0 or ::.
bool isEveryAddress(const ListenAddress& address);

/// Reads ADDR:PORT or [V6]:PORT; "localhost" is 127.0.0.1.
Result<ListenAddress> parseListenAddress(std::string_view text);

} // namespace confab::front
