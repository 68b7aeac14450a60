// SPDX-License-Identifier: Apache-2.0
#include "front/access/admin_guard.hpp"

#include "base/glib/log.hpp"
#include "base/glib/loopback.hpp"
#include "base/secrets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace confab::front {

namespace {

constexpr std::string_view kScheme = "Bearer ";

/// A page of somebody else's in the operator's browser. Older browsers, and those that came by
/// plain HTTP from afar, do not say.
bool isFromElsewhere(const Caller& caller)
{
    return caller.fetchSite == "cross-site" || caller.fetchSite == "same-site";
}

/// One's own address or, of IPv6, the network: who has one of those has them all.
std::string placeOf(GInetAddress* address)
{
    const auto size = g_inet_address_get_native_size(address);
    return {reinterpret_cast<const char*>(g_inet_address_to_bytes(address)), size == 16 ? 8 : size};
}

Refusal wrongSecret(const char* detail)
{
    return {401, "admin.secret", detail};
}

} // namespace

std::optional<Refusal> AdminGuard::refusalOf(const Caller& caller)
{
    if (isFromElsewhere(caller))
        return Refusal{403, "origin.refused", "pages from elsewhere may not see this"};
    return setup_.secret.empty() ? refusalByPlace(caller) : refusalBySecret(caller);
}

std::optional<Refusal> AdminGuard::refusalByPlace(const Caller& caller) const
{
    const bool isHere = caller.address && g_inet_address_get_is_loopback(caller.address.get());
    if (setup_.isPrivate && isHere && isLoopbackHost(caller.host) && !caller.isForwarded)
        return std::nullopt;
    return Refusal{403, "admin.closed",
                   "this server has no admin's secret and you are not at its own address: set "
                   "server.admin_secret in its configuration, or CONFAB_ADMIN_SECRET"};
}

std::optional<Refusal> AdminGuard::refusalBySecret(const Caller& caller)
{
    const auto now = GuessLimit::Clock::now();
    const auto who = guesserOf(caller);
    if (const auto wait = guesses_.waitOf(who, now); wait.count() > 0)
        return Refusal{429, "admin.guesses",
                       fmt::format("too many wrong secrets; try again in {} s", wait.count()),
                       wait};
    const std::string_view given = caller.authorization;
    if (!given.starts_with(kScheme))
        return wrongSecret("say \"Authorization: Bearer SECRET\"; the secret is the "
                           "server.admin_secret of the configuration");
    if (isSameSecret(given.substr(kScheme.size()), setup_.secret))
        return std::nullopt;
    spdlog::warn("somebody tried a wrong admin's secret");
    guesses_.recordWrong(who, now);
    return wrongSecret("this is not the admin's secret");
}

// The last address of the header is the one that the proxy saw; those before it may be made up.
std::string AdminGuard::guesserOf(const Caller& caller) const
{
    if (setup_.behindProxy) {
        std::string_view list = caller.forwardedFor;
        list.remove_prefix(list.rfind(',') + 1); // npos + 1 is 0
        list.remove_prefix(std::min(list.find_first_not_of(' '), list.size()));
        const auto address =
            GRef<GInetAddress>::adopt(g_inet_address_new_from_string(std::string(list).c_str()));
        if (address)
            return placeOf(address.get());
    }
    return caller.address ? placeOf(caller.address.get()) : std::string();
}

} // namespace confab::front
