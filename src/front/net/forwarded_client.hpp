// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/network_place.hpp"

#include <string>

namespace confab::front {

/// Who made a request that came from `peer`: of those whom X-Forwarded-For (or, if it is not there,
/// Forwarded of RFC 7239) names, the last one that is none of `proxies`. What stands before that
/// one anybody may have made up. `peer` itself, if it is no proxy or names nobody. The headers may
/// be empty.
GRef<GInetAddress> forwardedClient(GInetAddress* peer, const AddressBlocks& proxies,
                                   const std::string& forwardedFor, const std::string& forwarded);

} // namespace confab::front
