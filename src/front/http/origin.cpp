// SPDX-License-Identifier: Apache-2.0
#include "front/http/origin.hpp"

#include "base/glib/gobject.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

namespace confab::front {

namespace {

using UriPtr = std::unique_ptr<GUri, FreeWith<g_uri_unref>>;

struct HostAndPort {
    std::string host;
    int port;
    bool operator==(const HostAndPort&) const = default;
};

std::optional<HostAndPort> parse(const std::string& url, int defaultPort)
{
    const UriPtr uri(g_uri_parse(url.c_str(), G_URI_FLAGS_NONE, nullptr));
    if (!uri || !g_uri_get_host(uri.get()) || g_uri_get_userinfo(uri.get()))
        return std::nullopt;
    const GCharPtr host(g_ascii_strdown(g_uri_get_host(uri.get()), -1));
    const int port = g_uri_get_port(uri.get());
    return HostAndPort{host.get(), port < 0 ? defaultPort : port};
}

/// Of "https://host:port"; 0 if it is not an origin of the web ("null", "file://").
int defaultPortOf(std::string_view origin)
{
    return origin.starts_with("https://") ? 443 : origin.starts_with("http://") ? 80 : 0;
}

} // namespace

bool isOriginAllowed(const char* origin, const char* host, const std::vector<std::string>& allowed)
{
    if (!origin)
        return true;
    if (std::find(allowed.begin(), allowed.end(), origin) != allowed.end())
        return true;
    const int defaultPort = defaultPortOf(origin);
    if (!defaultPort || !host)
        return false;
    // Behind a proxy the scheme of the browser's address is the origin's, not ours.
    const auto theirs = parse(origin, defaultPort);
    return theirs && theirs == parse(std::string("http://") + host, defaultPort);
}

} // namespace confab::front
