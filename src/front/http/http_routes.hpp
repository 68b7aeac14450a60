// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "front/access/access.hpp"

#include <libsoup/soup.h>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace confab::front {

/// A request that has found its resource.
struct HttpRequest {
    SoupServerMessage* message; ///< borrowed for the call
    std::vector<std::string> parts; ///< what stood for each {name} of the address, as it came
    std::string prefix; ///< what a proxy has taken off the path: before every address we tell
};

/// Which method of which address is which action, and answered by whom. Asks Access before every
/// handler. Loop thread.
class HttpRoutes {
public:
    using Handler = std::function<void(const HttpRequest&)>;

    /// Outlives it.
    explicit HttpRoutes(Access& access) : access_(access) { }

    /// `address` in segments, {name} for any that is not empty: "/recordings/{file}". That called
    /// {room} is the one that Access is asked about. GET is HEAD as well: libsoup leaves the body
    /// out.
    void add(std::string_view method, std::string_view address, Action action, Handler handler);

    /// By the handler, or as Access refuses it; 404 for an address that nobody has, 405 for a
    /// method that is not for it. `path` is raw: a %2f in it is no slash.
    void answer(SoupServerMessage* message, std::string_view path, const std::string& prefix) const;

private:
    struct Route {
        std::string method;
        std::vector<std::string> address;
        Action action;
        Handler handler;
    };
    void answer(const Route& route, const HttpRequest& request, const std::string& room) const;

    Access& access_;
    std::vector<Route> routes_;
};

} // namespace confab::front
