// SPDX-License-Identifier: Apache-2.0
#include "base/glib/inet_address.hpp"

#include "base/glib/gobject.hpp"

#include <gio/gio.h>

namespace confab {

namespace {

bool isIn(GInetAddress* address, const char* block)
{
    const auto mask =
        GRef<GInetAddressMask>::adopt(g_inet_address_mask_new_from_string(block, nullptr));
    return g_inet_address_mask_matches(mask.get(), address);
}

Reach reachOf(GInetAddress* address)
{
    if (g_inet_address_get_is_any(address) || g_inet_address_get_is_multicast(address))
        return Reach::Nobody;
    if (g_inet_address_get_is_loopback(address))
        return Reach::Loopback;
    if (g_inet_address_get_is_link_local(address))
        return Reach::Link;
    // GLib's site-local are those of RFC 1918, and fec0::/10.
    if (g_inet_address_get_is_site_local(address) || isIn(address, "100.64.0.0/10")
        || isIn(address, "fc00::/7"))
        return Reach::Private;
    return isIn(address, "0.0.0.0/8") || isIn(address, "240.0.0.0/4") ? Reach::Nobody
                                                                      : Reach::Public;
}

} // namespace

std::optional<InetAddress> parseInetAddress(const std::string& text)
{
    const auto address = GRef<GInetAddress>::adopt(g_inet_address_new_from_string(text.c_str()));
    if (!address)
        return std::nullopt;
    return InetAddress{text, g_inet_address_get_family(address.get()) == G_SOCKET_FAMILY_IPV6,
                       reachOf(address.get())};
}

} // namespace confab
