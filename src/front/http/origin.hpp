// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace confab::front {

/// May a page of `origin` open our WebSocket? Yes if there is no Origin header (not a browser), if
/// it names the host and port of the Host header, or if it is in `allowed`. Null: no such header.
bool isOriginAllowed(const char* origin, const char* host, const std::vector<std::string>& allowed);

} // namespace confab::front
