// SPDX-License-Identifier: Apache-2.0
#include "front/http/host_check.hpp"

#include "base/glib/loopback.hpp"

#include <glib.h>

#include <algorithm>

namespace confab::front {

bool isLocalHost(const char* host, const std::vector<std::string>& more)
{
    if (!host)
        return true;
    const std::string name(withoutPort(host));
    const auto isName = [&](const std::string& other) {
        return g_ascii_strcasecmp(name.c_str(), other.c_str()) == 0;
    };
    return isLoopbackHost(host) || std::any_of(more.begin(), more.end(), isName);
}

} // namespace confab::front
