// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/gobject.hpp"

#include <gio/gio.h>

#include <string>
#include <string_view>

namespace confab::front {

/// What a request tells of the one who makes it. Anybody can say anything in a header: Access
/// decides what to believe. Plain value.
struct Caller {
    GRef<GInetAddress> address; ///< the other end of the connection, maybe a proxy; null: unknown
    GRef<GInetAddress> client; ///< whoever made the request, as trusted proxies say; null: unknown
    std::string host; ///< header Host; empty, here and below: it is not there
    std::string authorization; ///< header Authorization
    std::string fetchSite; ///< header Sec-Fetch-Site
    bool isForwarded = false; ///< some header shows that a proxy has passed it on
};

/// The secret of a participant that it says ("Authorization: Resume SECRET"); empty: none. A scheme
/// of its own, so that it is never taken for a guess of the admin's secret.
inline std::string resumeSecretOf(const Caller& caller)
{
    constexpr std::string_view kScheme = "Resume ";
    return g_ascii_strncasecmp(caller.authorization.c_str(), kScheme.data(), kScheme.size()) == 0
        ? caller.authorization.substr(kScheme.size())
        : std::string();
}

} // namespace confab::front
