// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/loop.hpp"
#include "front/net/flow/outbox.hpp"
#include "front/net/flow/socket_traffic.hpp"
#include "front/net/timing.hpp"
#include "front/net/visit.hpp"

#include <libsoup/soup.h>

#include <functional>
#include <memory>
#include <string>

namespace confab::front {

/// One WebSocket, with the limits that libsoup lacks: a message is at most wire::kMaxMessage in all
/// its fragments, who sends too much is slowed and then closed (SocketTraffic), what waits for a
/// slow reader is bounded (Outbox), and a browser that answers no pings counts as gone. Loop
/// thread.
class WebSocket {
public:
    struct Events {
        std::function<void(std::string)> text; ///< empty for a binary message
        /// Once. Clean: by close(), for a message that was too long or too many, or because the
        /// other side said goodbye with 1000. A page that goes away, or a proxy that stops, says
        /// 1001, and one that gives up a connection no code. Who reads too slowly is not clean.
        std::function<void(bool clean)> closed;
    };

    /// `stream` is what was HTTP until just now.
    WebSocket(const Loop& loop, const GRef<GIOStream>& stream, GUri* uri, const Timing& timing,
              std::weak_ptr<Visit> visit, Events events);
    WebSocket(const WebSocket&) = delete;
    WebSocket& operator=(const WebSocket&) = delete;

    bool isOpen() const;
    /// Queues; dropped if it is no longer open. If too much waits already, the connection is
    /// closed.
    void send(const SharedText& text);
    /// Starts the closing, behind all that waits; Events::closed comes when that is done. A second
    /// call does nothing. libsoup refuses the codes 1012 and above that are not an application's.
    void close(unsigned short code, const char* reason = "");

private:
    void connectSignals();
    void onMessage(int type, GBytes* bytes);
    void onClosed();
    void heard() { silentPings_ = 0; }
    void checkAlive();
    void hand(const SharedText& text);
    void handNext();
    void endWith(unsigned short code, const char* reason);
    void onTooSlow();
    void cutOff();

    Loop loop_;
    std::weak_ptr<Visit> visit_;
    Events events_;
    Outbox outbox_;
    std::shared_ptr<SocketTraffic> traffic_;
    GRef<SoupWebsocketConnection> connection_;
    int silentPings_ = 0;
    bool isEnded_ = false; // by us
    Timer alive_;
    Signal message_, pong_, error_, closed_;
    Lifetime lifetime_;
};

} // namespace confab::front
