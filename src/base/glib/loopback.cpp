// SPDX-License-Identifier: Apache-2.0
#include "base/glib/loopback.hpp"

#include "base/glib/gobject.hpp"

#include <gio/gio.h>

#include <string>

namespace confab {

std::string_view withoutPort(std::string_view authority)
{
    if (authority.starts_with('[')) {
        const auto end = authority.find(']');
        return end == authority.npos ? std::string_view() : authority.substr(1, end - 1);
    }
    return authority.substr(0, authority.find(':'));
}

bool isLoopbackHost(std::string_view authority)
{
    const std::string host(withoutPort(authority));
    if (g_ascii_strcasecmp(host.c_str(), "localhost") == 0)
        return true;
    const auto address = GRef<GInetAddress>::adopt(g_inet_address_new_from_string(host.c_str()));
    return address && g_inet_address_get_is_loopback(address.get());
}

} // namespace confab
