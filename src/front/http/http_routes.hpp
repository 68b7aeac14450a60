// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <libsoup/soup.h>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace confab::front {

/// A request that has found its resource.
struct HttpRequest {
    SoupServerMessage* message; ///< borrowed for the call
    std::vector<std::string> parts; ///< what stood for each `*` of the address, as it came
    std::string prefix; ///< what a proxy has taken off the path: before every address we tell
};

/// Which method of which address is answered by whom. Loop thread.
class HttpRoutes {
public:
    using Handler = std::function<void(const HttpRequest&)>;

    /// `address` in segments, `*` for one that is not empty: "/recordings/*". GET is HEAD as well:
    /// libsoup leaves the body out.
    void add(std::string_view method, std::string_view address, Handler handler);

    /// By the handler; 404 for an address that nobody has, 405 for a method that is not for it.
    /// `path` is raw: a %2f in it is no slash.
    void answer(SoupServerMessage* message, std::string_view path, const std::string& prefix) const;

private:
    struct Route {
        std::string method;
        std::vector<std::string> address;
        Handler handler;
    };

    std::vector<Route> routes_;
};

} // namespace confab::front
