// SPDX-License-Identifier: Apache-2.0
#include "front/startup/admin_secret.hpp"

#include "config/config.hpp"

#include <fmt/format.h>
#include <glib.h>

namespace confab::front {

namespace {

constexpr const char* kVariable = "CONFAB_ADMIN_SECRET";

} // namespace

Status takeAdminSecret(std::string& setting)
{
    const char* given = g_getenv(kVariable);
    if (!given || !*given)
        return Done{};
    setting = given;
    g_unsetenv(kVariable);
    if (config::isAdminSecret(setting))
        return Done{};
    return Error{Errc::InvalidArgument,
                 fmt::format("{} must be 16 to 256 letters, digits or signs: openssl rand -hex 16 "
                             "makes one",
                             kVariable)};
}

std::string checkAdminSecret()
{
    const char* given = g_getenv(kVariable);
    if (!given || *given)
        return "";
    return fmt::format("{} is empty, which is as if it was not there: unset it, or give it a "
                       "secret: openssl rand -hex 16 makes one",
                       kVariable);
}

} // namespace confab::front
