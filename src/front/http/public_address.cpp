// SPDX-License-Identifier: Apache-2.0
#include "front/http/public_address.hpp"

#include "base/glib/gobject.hpp"

#include <libsoup/soup.h>

#include <algorithm>
#include <string_view>

namespace confab::front {

namespace {

/// Limit (per request): bytes of a host's name and of a proxy's prefix. Above it: it counts as
/// unknown. At it: its bytes.
constexpr std::size_t kMaxLength = 255;

/// The first of a list with commas: the one of the proxy that the browser spoke to.
std::string firstOf(const char* header)
{
    if (!header)
        return {};
    using List = std::unique_ptr<GSList, FreeWith<soup_header_free_list>>;
    const List list(soup_header_parse_list(header));
    return list ? static_cast<const char*>(list->data) : "";
}

/// host= of `Forwarded: for=…;host=example.org;proto=https`.
std::string hostOfForwarded(const char* header)
{
    using Table = std::unique_ptr<GHashTable, FreeWith<soup_header_free_param_list>>;
    const Table pairs(soup_header_parse_semi_param_list(firstOf(header).c_str()));
    const auto* host = static_cast<const char*>(g_hash_table_lookup(pairs.get(), "host"));
    return host ? host : "";
}

bool isHostCharacter(char c)
{
    return g_ascii_isalnum(c) || std::string_view(".-_:[]").find(c) != std::string_view::npos;
}

bool isPathCharacter(char c)
{
    return g_ascii_isalnum(c) || std::string_view("/-._~%").find(c) != std::string_view::npos;
}

std::string plainHost(const std::string& host)
{
    const bool ok =
        host.size() <= kMaxLength && std::all_of(host.begin(), host.end(), isHostCharacter);
    return ok ? host : "";
}

// With two slashes at its beginning, a browser would take the rest for a host.
std::string plainPrefix(std::string prefix)
{
    while (prefix.ends_with('/'))
        prefix.pop_back();
    const bool ok = prefix.starts_with('/') && !prefix.starts_with("//")
        && prefix.size() <= kMaxLength
        && std::all_of(prefix.begin(), prefix.end(), isPathCharacter);
    return ok ? prefix : "";
}

} // namespace

std::string callAddress(const PublicAddress& address, const std::string& room)
{
    if (address.host.empty())
        return {};
    std::string_view host = address.host;
    for (const std::string_view usual : {":80", ":443"})
        if (host.ends_with(usual))
            host.remove_suffix(usual.size());
    return std::string(host) + address.prefix + "/r/" + room;
}

PublicAddress publicAddress(const AddressHeaders& headers, bool behindProxy)
{
    const std::string own = headers.host ? headers.host : "";
    if (!behindProxy)
        return {plainHost(own), ""};
    std::string host = hostOfForwarded(headers.forwarded);
    if (host.empty())
        host = firstOf(headers.forwardedHost);
    return {plainHost(host.empty() ? own : host), plainPrefix(firstOf(headers.forwardedPrefix))};
}

} // namespace confab::front
