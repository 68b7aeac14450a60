// SPDX-License-Identifier: Apache-2.0
#include "front/http/host_check.hpp"

#include "base/glib/gobject.hpp"

#include <gio/gio.h>

#include <algorithm>
#include <string_view>

namespace confab::front {

namespace {

std::string_view withoutPort(std::string_view host)
{
    if (host.starts_with('[')) {
        const auto end = host.find(']');
        return end == host.npos ? std::string_view() : host.substr(1, end - 1);
    }
    return host.substr(0, host.find(':'));
}

bool isLoopbackAddress(const std::string& host)
{
    const auto address = GRef<GInetAddress>::adopt(g_inet_address_new_from_string(host.c_str()));
    return address && g_inet_address_get_is_loopback(address.get());
}

} // namespace

bool isLocalHost(const char* host, const std::vector<std::string>& more)
{
    if (!host)
        return true;
    const std::string name(withoutPort(host));
    const auto isName = [&](const std::string& other) {
        return g_ascii_strcasecmp(name.c_str(), other.c_str()) == 0;
    };
    return isName("localhost") || isLoopbackAddress(name)
        || std::any_of(more.begin(), more.end(), isName);
}

} // namespace confab::front
