// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/gobject.hpp"

#include <gio/gio.h>

#include <optional>
#include <string>
#include <vector>

namespace confab {

/// The address itself; of one of IPv4 that comes as IPv6 ("::ffff:192.0.2.1"), that of IPv4.
GRef<GInetAddress> plainAddress(GInetAddress* address);

/// Whose an address is: itself, or of IPv6 the network ("2001:db8:0:1::/64"): who has one of those
/// has them all.
std::string placeOf(GInetAddress* address);

/// A list of addresses and networks, "192.0.2.1", "10.0.0.0/8", "fd00::/8". Plain value.
class AddressBlocks {
public:
    /// Nothing if one of them is neither.
    static std::optional<AddressBlocks> parse(const std::vector<std::string>& texts);

    bool contain(GInetAddress* address) const;
    bool isEmpty() const { return blocks_.empty(); }

private:
    std::vector<GRef<GInetAddressMask>> blocks_;
};

} // namespace confab
