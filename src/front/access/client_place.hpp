// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "front/access/caller.hpp"

#include <string>

namespace confab::front {

/// Where a caller is, as far as limits for each client go: their address as bytes, or, of IPv6, the
/// network: who has one of those has them all. Behind a proxy it is the last address of
/// X-Forwarded-For, the one that the proxy saw; those before it may be made up. Empty: unknown.
std::string placeOf(const Caller& caller, bool behindProxy);

} // namespace confab::front
