// SPDX-License-Identifier: Apache-2.0
#include "bot/ice_url.hpp"

#include "base/gobject.hpp"

namespace confab {

namespace {

std::string escaped(const std::string& text)
{
    const GCharPtr result(g_uri_escape_string(text.c_str(), nullptr, FALSE));
    return result.get();
}

} // namespace

std::string toGstIceUri(const std::string& url, const std::string& user,
                        const std::string& password)
{
    const auto colon = url.find(':');
    if (colon == std::string::npos)
        return {};
    const std::string scheme = url.substr(0, colon), rest = url.substr(colon + 1);
    if (scheme == "stun")
        return "stun://" + rest;
    if (scheme == "turn" || scheme == "turns")
        return scheme + "://" + escaped(user) + ":" + escaped(password) + "@" + rest;
    return {};
}

} // namespace confab
