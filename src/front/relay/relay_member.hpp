// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "front/http/http_server.hpp"
#include "front/net/message_rate.hpp"
#include "front/net/web_socket.hpp"

#include <nlohmann/json_fwd.hpp>

#include <functional>
#include <string>

namespace confab::front {

/// One browser at a relay: keeps what it says within the limits. Loop thread. It ends with its
/// socket: its owner destroys it some time after Events::closed.
class RelayMember {
public:
    // A call takes some ten kilobytes.
    /// Limit (per connection): bytes that a member of the tutorial's relay says in all its stay.
    /// Above it: the goodbye "limit", and 1008. At it: 1 MB.
    static constexpr std::size_t kMaxSaid = 1024 * 1024;

    struct Events {
        std::function<void(RelayMember&, const std::string& text)> said;
        std::function<void(RelayMember&)> closed;
    };

    RelayMember(const Loop& loop, HttpServer::Upgrade upgrade, const Timing& timing, Events events);

    void send(const nlohmann::json& message);
    /// Says why, for a program and for a person, and closes.
    void bye(const char* reason, const char* message, unsigned short code);

    // Set by the relay when it has let this one in.
    std::string room; ///< empty: it was not let in
    std::string id;

private:
    void onText(const std::string& text);
    void onClosed();

    Events events_;
    bool closing_ = false;
    std::size_t said_ = 0; // bytes so far
    MessageRate rate_;
    WebSocket socket_;
};

} // namespace confab::front
