// SPDX-License-Identifier: Apache-2.0
#include "front/access/admin_guard.hpp"

#include "base/glib/gobject.hpp"
#include "base/glib/log.hpp"
#include "base/secrets.hpp"
#include "front/http/http_reply.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace confab::front {

namespace {

constexpr std::string_view kScheme = "Bearer ";

std::string_view headerOf(SoupServerMessage* message, const char* name)
{
    const char* value = http::requestHeader(message, name);
    return value ? value : std::string_view();
}

/// A page of somebody else's in the operator's browser. Older browsers, and those that came by
/// plain HTTP from afar, do not say.
bool isFromElsewhere(SoupServerMessage* message)
{
    const auto site = headerOf(message, "Sec-Fetch-Site");
    return site == "cross-site" || site == "same-site";
}

GInetAddress* remoteOf(SoupServerMessage* message)
{
    auto* address = soup_server_message_get_remote_address(message);
    return G_IS_INET_SOCKET_ADDRESS(address)
        ? g_inet_socket_address_get_address(G_INET_SOCKET_ADDRESS(address))
        : nullptr;
}

/// "127.0.0.1:8080", "[::1]", "localhost": no name that somebody else can point at us.
bool isLoopbackHost(std::string_view host)
{
    if (const auto colon = host.rfind(':');
        colon != host.npos && host.find(']', colon) == host.npos)
        host = host.substr(0, colon);
    return host == "127.0.0.1" || host == "[::1]" || host == "localhost";
}

bool isForwarded(SoupServerMessage* message)
{
    for (const char* name : {"Forwarded", "X-Forwarded-For", "X-Forwarded-Host",
                             "X-Forwarded-Proto", "X-Real-IP", "Via"})
        if (http::requestHeader(message, name))
            return true;
    return false;
}

/// One's own address or, of IPv6, the network: whoever has one of those has them all.
std::string placeOf(GInetAddress* address)
{
    const auto size = g_inet_address_get_native_size(address);
    return {reinterpret_cast<const char*>(g_inet_address_to_bytes(address)), size == 16 ? 8 : size};
}

void refuse(SoupServerMessage* message, const char* detail)
{
    http::setHeader(message, "WWW-Authenticate", "Bearer realm=\"confab admin\"");
    http::replyProblem(message, 401, "admin.secret", detail);
}

} // namespace

bool AdminGuard::admits(SoupServerMessage* message)
{
    http::setHeader(message, "Cross-Origin-Resource-Policy", "same-origin");
    if (isFromElsewhere(message)) {
        http::replyProblem(message, 403, "origin.refused", "pages from elsewhere may not see this");
        return false;
    }
    return setup_.secret.empty() ? admitsByPlace(message) : admitsBySecret(message);
}

bool AdminGuard::admitsByPlace(SoupServerMessage* message) const
{
    auto* remote = remoteOf(message);
    if (setup_.isPrivate && remote && g_inet_address_get_is_loopback(remote)
        && isLoopbackHost(headerOf(message, "Host")) && !isForwarded(message))
        return true;
    http::replyProblem(message, 403, "admin.closed",
                       "this server has no admin's secret and you are not at its own address: set "
                       "server.admin_secret in its configuration, or CONFAB_ADMIN_SECRET");
    return false;
}

bool AdminGuard::admitsBySecret(SoupServerMessage* message)
{
    const auto now = GuessLimit::Clock::now();
    const auto who = guesserOf(message);
    if (const auto wait = guesses_.waitOf(who, now); wait.count() > 0) {
        http::setHeader(message, "Retry-After", std::to_string(wait.count()));
        http::replyProblem(message, 429, "admin.guesses",
                           fmt::format("too many wrong secrets; try again in {} s", wait.count()));
        return false;
    }
    const auto given = headerOf(message, "Authorization");
    if (!given.starts_with(kScheme)) {
        refuse(message,
               "say \"Authorization: Bearer SECRET\"; the secret is the server.admin_secret of the "
               "configuration");
        return false;
    }
    if (isSameSecret(given.substr(kScheme.size()), setup_.secret))
        return true;
    spdlog::warn("somebody tried a wrong admin's secret");
    guesses_.recordWrong(who, now);
    refuse(message, "this is not the admin's secret");
    return false;
}

// The last address of the header is the one that the proxy saw; those before it may be made up.
std::string AdminGuard::guesserOf(SoupServerMessage* message) const
{
    auto* remote = remoteOf(message);
    if (setup_.behindProxy) {
        auto list = headerOf(message, "X-Forwarded-For");
        list.remove_prefix(list.rfind(',') + 1); // npos + 1 is 0
        list.remove_prefix(std::min(list.find_first_not_of(' '), list.size()));
        const auto address =
            GRef<GInetAddress>::adopt(g_inet_address_new_from_string(std::string(list).c_str()));
        if (address)
            return placeOf(address.get());
    }
    return remote ? placeOf(remote) : std::string();
}

} // namespace confab::front
