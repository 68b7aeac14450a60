// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace confab::front {

/// Is this Host header (its port does not count) a name of a server on loopback: "localhost", a
/// numeric loopback address, or one of `more`? A page from elsewhere whose own name was made to
/// point at us, "DNS rebinding", has another one. Null means that there is no such header: then
/// yes, because it is not a browser.
bool isLocalHost(const char* host, const std::vector<std::string>& more);

} // namespace confab::front
