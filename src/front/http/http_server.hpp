// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/loop.hpp"
#include "base/glib/network_place.hpp"
#include "front/http/http_routes.hpp"
#include "front/http/page.hpp"
#include "front/http/public_address.hpp"
#include "front/net/connection_gate.hpp"

#include <libsoup/soup.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace confab::front {

/// Which requests the server answers, and what it believes.
struct HttpRules {
    std::vector<std::string> origins; ///< further ones whose pages may connect and change things
    /// Further names of a server on loopback, besides localhost. Nothing: any name will do.
    std::optional<std::vector<std::string>> hosts;
    bool behindProxy = false; ///< believe what it says about the address that the browser asked
    AddressBlocks proxies; ///< believe these about who asks
    bool proxiesOnly = false; ///< believe nobody else about anything
    bool strictTransport = false; ///< tell browsers to come by https only from now on
};

/// Serves the page and /readyz, and makes WebSockets of HTTP connections; others add the resources
/// that they answer for. Loop thread.
class HttpServer {
public:
    /// A connection that is a WebSocket from now on.
    struct Upgrade {
        GRef<GIOStream> stream;
        GUri* uri; ///< borrowed
        PublicAddress address;
        Caller caller;
        std::string client; ///< where they are: see placeOf()
        std::weak_ptr<Visit> visit;
    };
    using Upgraded = std::function<void(Upgrade)>;

    /// What it serves beside the WebSocket.
    struct Content {
        Page page;
        std::string layouts; ///< /api/v1/layouts, JSON
    };

    /// `gate` and `access` outlive it.
    HttpServer(const Loop& loop, ConnectionGate& gate, Content content, HttpRules rules,
               Access& access, Upgraded upgraded);
    ~HttpServer();
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;

    /// For further resources; their handlers outlive it.
    HttpRoutes& routes() { return routes_; }
    /// From now on the tutorial is there too.
    void addTutorial();
    /// Answers a request for a WebSocket: `upgraded` follows, unless it is refused.
    void upgrade(SoupServerMessage* message, Upgraded upgraded);

    /// /readyz says no from now on.
    void stopBeingReady() { ready_ = false; }

private:
    void onHeaders(SoupServerMessage* message);
    std::string refusalOf(SoupServerMessage* message);
    const char* refusalOfClient(SoupServerMessage* message);
    GRef<GInetAddress> clientBehindProxy(SoupServerMessage* message);
    void tellOfUnknownProxy(SoupServerMessage* message);
    void answerRaw(SoupServerMessage* message, std::string answer);
    void onRequest(SoupServerMessage* message, const std::string& path);
    void addRoutes();
    void replyReadiness(SoupServerMessage* message);
    void replyRoom(const HttpRequest& request);
    bool isProxy(SoupServerMessage* message) const;
    PublicAddress addressOf(SoupServerMessage* message) const;
    bool isOriginAllowed(SoupServerMessage* message) const;
    bool isHostAllowed(SoupServerMessage* message) const;
    bool mayAskMore(SoupServerMessage* message) const;
    void onUpgraded(SoupServerMessage* message, const Upgraded& upgraded);

    Loop loop_;
    ConnectionGate& gate_;
    Content content_;
    HttpRules rules_;
    Upgraded upgraded_;
    HttpRoutes routes_;
    bool ready_ = true, hasToldOfProxy_ = false, hasToldOfUnknownProxy_ = false;
    GRef<SoupServer> server_;
    std::unordered_map<SoupServerMessage*, Signal> upgrades_; // whose 101 is on its way
    Signal finished_, aborted_;
    Lifetime lifetime_;
};

} // namespace confab::front
