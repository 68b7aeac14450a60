// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/loop.hpp"
#include "front/connection_gate.hpp"
#include "front/http_routes.hpp"
#include "front/page.hpp"

#include <libsoup/soup.h>

#include <nlohmann/json.hpp>

#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace confab {

/// The page, who is ready, and the way from HTTP to a WebSocket; others add what they answer. Loop
/// thread.
class HttpServer {
public:
    /// A connection that is a WebSocket from now on; `uri` is borrowed.
    using Upgraded = std::function<void(GRef<GIOStream>, GUri* uri, std::weak_ptr<Visit>)>;

    /// What it serves beside the WebSocket.
    struct Content {
        Page page;
        nlohmann::json layouts; ///< /api/v1/layouts
    };

    HttpServer(const Loop& loop, ConnectionGate& gate, Content content,
               std::vector<std::string> origins, Upgraded upgraded);
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
    void refuseBody(SoupServerMessage* message, unsigned status, const char* code);
    void onRequest(SoupServerMessage* message, const std::string& path);
    void addRoutes();
    void replyReadiness(SoupServerMessage* message);
    void replyRoom(const HttpRequest& request);
    bool isOursToChange(SoupServerMessage* message) const;
    void onUpgraded(SoupServerMessage* message, const Upgraded& upgraded);

    Loop loop_;
    Content content_;
    std::vector<std::string> origins_;
    Upgraded upgraded_;
    HttpRoutes routes_;
    bool ready_ = true;
    GRef<SoupServer> server_;
    std::unordered_map<SoupServerMessage*, Signal> upgrades_; // whose 101 is on its way
    Signal aborted_;
    Lifetime lifetime_;
};

} // namespace confab
