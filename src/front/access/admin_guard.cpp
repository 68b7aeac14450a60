// SPDX-License-Identifier: Apache-2.0
#include "front/access/admin_guard.hpp"

#include "base/glib/log.hpp"
#include "base/glib/loopback.hpp"
#include "base/glib/network_place.hpp"
#include "base/secrets.hpp"

#include <fmt/format.h>

#include <string_view>

namespace confab::front {

namespace {

constexpr std::string_view kScheme = "Bearer ";

/// The scheme may be in any letters (RFC 9110, 11.1).
bool isBearer(std::string_view authorization)
{
    return g_ascii_strncasecmp(std::string(authorization).c_str(), kScheme.data(), kScheme.size())
        == 0;
}

/// A page of somebody else's in the operator's browser. Older browsers, and those that came by
/// plain HTTP from afar, do not say.
bool isFromElsewhere(const Caller& caller)
{
    return caller.fetchSite == "cross-site" || caller.fetchSite == "same-site";
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

// The secret is compared first: whoever has it is let in, whatever others have guessed.
std::optional<Refusal> AdminGuard::refusalBySecret(const Caller& caller)
{
    const std::string_view given = caller.authorization;
    if (!isBearer(given))
        return wrongSecret("say \"Authorization: Bearer SECRET\"; the secret is the "
                           "server.admin_secret of the configuration");
    if (isSameSecret(given.substr(kScheme.size()), setup_.secret))
        return std::nullopt;
    return refusalOfGuess(caller);
}

Refusal AdminGuard::refusalOfGuess(const Caller& caller)
{
    const auto now = GuessLimit::Clock::now();
    const auto who = caller.client ? placeOf(caller.client.get()) : std::string("somebody");
    if (const auto wait = guesses_.waitOf(who, now); wait.count() > 0)
        return {429, "admin.guesses",
                fmt::format("too many wrong secrets; try again in {} s", wait.count()), wait};
    spdlog::warn("{} tried a wrong admin's secret", who);
    guesses_.recordWrong(who, now);
    return wrongSecret("this is not the admin's secret");
}

} // namespace confab::front
