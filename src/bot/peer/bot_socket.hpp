// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/gobject.hpp"
#include "base/glib/loop.hpp"
#include "wire/wire.hpp"

#include <libsoup/soup.h>

#include <functional>
#include <string>

namespace confab::bot {

/// A client's WebSocket. Thread: the loop that is the thread-default context where it is made.
class BotSocket {
public:
    struct Events {
        std::function<void()> opened;
        std::function<void(wire::ServerMessage)> message; ///< only those a bot acts on
        std::function<void(std::string)> closed; ///< once, with the reason, or why it did not open
    };

    struct Server {
        std::string url; ///< http or https; `/ws` is below it
        bool anyCertificate = false; ///< accept one that no authority vouches for, too
    };

    BotSocket(SoupSession* session, const Server& server, Events events);
    /// Closes; no event follows.
    ~BotSocket();
    BotSocket(const BotSocket&) = delete;
    BotSocket& operator=(const BotSocket&) = delete;

    /// Dropped while it is not open.
    void send(const wire::ClientMessage& message);

private:
    void onConnected(GRef<SoupWebsocketConnection> connection, const std::string& error);
    void onText(const char* text, gsize size);

    Events events_;
    GRef<GCancellable> cancel_ = GRef<GCancellable>::adopt(g_cancellable_new());
    GRef<SoupWebsocketConnection> connection_;
    Signal onCertificate_, onMessage_, onClosed_;
    Lifetime lifetime_;
};

} // namespace confab::bot
