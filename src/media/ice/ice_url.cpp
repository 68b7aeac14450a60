// SPDX-License-Identifier: Apache-2.0
#include "media/ice/ice_url.hpp"

#include "base/glib/gobject.hpp"

#include <fmt/format.h>

namespace confab::media {

namespace {

std::string escaped(const std::string& text)
{
    return GCharPtr(g_uri_escape_string(text.c_str(), nullptr, FALSE)).get();
}

std::string bracketed(const std::string& host)
{
    return host.find(':') == host.npos ? host : '[' + host + ']';
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
    if (parsed.host.empty())
        return std::nullopt;
    return parsed;
}

} // namespace confab::media
