// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

namespace confab {

/// From where a numeric address can be reached.
enum class Reach {
    Nobody, ///< 0.0.0.0, ::, multicast: the address of no machine
    Loopback, ///< this machine alone
    Link, ///< the same cable: 169.254.0.0/16, fe80::/10
    Private, ///< the same network: RFC 1918, RFC 4193, and RFC 6598 (a provider's NAT)
    Public,
};

/// A numeric address of IPv4 or IPv6. Plain value.
struct InetAddress {
    std::string text; ///< without brackets
    bool isV6 = false;
    Reach reach = Reach::Nobody;
};

/// Nothing if it is not numeric: a name is never looked up. Any thread.
std::optional<InetAddress> parseInetAddress(const std::string& text);

} // namespace confab
