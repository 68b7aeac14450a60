// SPDX-License-Identifier: Apache-2.0
#include "config/ice_url.hpp"

#include "base/glib/gobject.hpp"
#include "base/glib/inet_address.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <string_view>

namespace confab::config {

namespace {

std::string escaped(const std::string& text)
{
    return GCharPtr(g_uri_escape_string(text.c_str(), nullptr, FALSE)).get();
}

std::string bracketed(const std::string& host)
{
    return host.find(':') == host.npos ? host : '[' + host + ']';
}

bool isV6(const std::string& host)
{
    const auto address = parseInetAddress(host);
    return address && address->isV6;
}

/// A name or an address of IPv4.
bool isHost(std::string_view host)
{
    const auto isPart = [](char c) {
        return g_ascii_isalnum(c) || c == '.' || c == '-' || c == '_';
    };
    return std::all_of(host.begin(), host.end(), isPart)
        && std::any_of(host.begin(), host.end(), [](char c) { return g_ascii_isalnum(c); });
}

bool isPort(std::string_view text)
{
    unsigned port = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    return error == std::errc() && end == text.data() + text.size() && port > 0 && port <= 65535;
}

/// What comes after the host. Only TURN has a transport (RFC 7064, RFC 7065).
bool isRest(std::string_view rest, std::string_view scheme)
{
    const auto query = std::min(rest.find('?'), rest.size());
    const auto port = rest.substr(0, query);
    rest.remove_prefix(query);
    const bool hasTransport = rest == "?transport=udp" || rest == "?transport=tcp";
    return (port.empty() || (port.starts_with(':') && isPort(port.substr(1))))
        && (rest.empty() || (hasTransport && scheme != "stun"));
}

} // namespace

std::string IceUrl::forGst(const std::string& user, const std::string& password) const
{
    if (scheme == "stun")
        return fmt::format("stun://{}{}", bracketed(host), rest);
    return fmt::format("{}://{}:{}@{}{}", scheme, escaped(user), escaped(password), bracketed(host),
                       rest);
}

std::string IceUrl::withHost(const std::string& other) const
{
    return fmt::format("{}:{}{}", scheme, bracketed(other), rest);
}

std::optional<IceUrl> parseIceUrl(const std::string& url)
{
    const auto colon = url.find(':');
    if (colon == url.npos)
        return std::nullopt;
    IceUrl parsed{.scheme = url.substr(0, colon), .host = {}, .rest = {}};
    if (parsed.scheme != "stun" && parsed.scheme != "turn" && parsed.scheme != "turns")
        return std::nullopt;
    const std::string place = url.substr(colon + 1);
    const bool isBracketed = place.starts_with('[');
    const auto end =
        std::min(isBracketed ? place.find(']') : place.find_first_of(":?"), place.size());
    parsed.host = isBracketed ? place.substr(1, end - 1) : place.substr(0, end);
    parsed.rest = place.substr(std::min(isBracketed ? end + 1 : end, place.size()));
    const bool hasHost =
        isBracketed ? isV6(parsed.host) && end < place.size() : isHost(parsed.host);
    return hasHost && isRest(parsed.rest, parsed.scheme) ? std::optional(parsed) : std::nullopt;
}

} // namespace confab::config
