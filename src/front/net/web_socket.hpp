// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/loop.hpp"
#include "front/net/connection_gate.hpp"
#include "front/net/timing.hpp"

#include <libsoup/soup.h>

#include <functional>
#include <memory>
#include <string>

namespace confab::front {

/// One WebSocket, with the limits that libsoup lacks: a message is at most wire::kMaxMessage in all
/// its fragments, and a browser that answers no pings counts as gone. Loop thread.
class WebSocket {
public:
    struct Events {
        std::function<void(std::string)> text; ///< empty for a binary message
        /// Once. Clean: by close(), for a message that was too long, or because the other side said
        /// goodbye with 1000. A page that goes
        /// away, or a proxy that stops, says 1001, and one that gives up a connection no code.
        std::function<void(bool clean)> closed;
    };

    /// `stream` is what was HTTP until just now.
    WebSocket(const Loop& loop, const GRef<GIOStream>& stream, GUri* uri, const Timing& timing,
              std::weak_ptr<Visit> visit, Events events);
    WebSocket(const WebSocket&) = delete;
    WebSocket& operator=(const WebSocket&) = delete;

    bool isOpen() const;
    /// Queues; dropped if it is no longer open.
    void send(const std::string& text);
    /// Starts the closing; Events::closed comes when that is done. A second call does nothing.
    /// libsoup refuses the codes 1012 and above that are not an application's.
    void close(unsigned short code, const char* reason = "");

private:
    void connectSignals();
    void onMessage(int type, GBytes* bytes);
    void onClosed();
    void heard() { silentPings_ = 0; }
    void checkAlive();
    void onTooLong();
    void cutOff();

    Loop loop_;
    std::weak_ptr<Visit> visit_;
    Events events_;
    GRef<SoupWebsocketConnection> connection_;
    int silentPings_ = 0;
    bool isEnded_ = false; // by us
    Timer alive_;
    Signal message_, pong_, error_, closed_;
    Lifetime lifetime_;
};

} // namespace confab::front
