// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/loop.hpp"
#include "base/result.hpp"
#include "front/net/listen_address.hpp"
#include "front/net/tls_door.hpp"

#include <gio/gio.h>

#include <functional>
#include <map>
#include <memory>
#include <string>

namespace confab::front {

/// One TCP connection, as long as it is open. Loop thread.
class Visit {
public:
    Visit(GSocketConnection* connection, std::function<void()> over)
        : connection_(connection), over_(std::move(over))
    {
    }
    ~Visit() { over_(); }
    Visit(const Visit&) = delete;
    Visit& operator=(const Visit&) = delete;

    /// Cuts the connection off if `settle` is not called in time.
    void limit(const Loop& loop, std::chrono::milliseconds time);
    void settle() { deadline_ = {}; }
    /// Ends it in both directions, at once: its reader sees the end.
    void cutOff();
    /// It speaks plain HTTP where TLS is expected.
    bool isAstray() const { return astray_; }
    void goAstray() { astray_ = true; }

private:
    GSocketConnection* connection_; // owns this
    std::function<void()> over_;
    Timer deadline_;
    bool astray_ = false;
};

/// The only way in: accepts a limited number of connections per address and in all, and gives each
/// a deadline for its request. SoupServer's own listener would keep half-open requests for ever.
/// Loop thread.
class ConnectionGate {
public:
    static constexpr int kMaxPerAddress = 512;
    static constexpr int kMaxConnections = 8192;

    using Accept = std::function<void(GIOStream*, GSocketAddress* local, GSocketAddress* remote)>;

    /// Listens from now on; accepts after open().
    static Result<std::unique_ptr<ConnectionGate>>
    listen(const Loop& loop, const ListenAddress& address, std::chrono::milliseconds deadline);
    ~ConnectionGate() { close(); }

    /// From now on connections speak TLS with that certificate. May be called again, for another.
    void secure(GRef<GTlsCertificate> certificate);
    void open(Accept accept);
    /// No more connections; those that are open stay.
    void close();
    std::uint16_t port() const { return port_; }

    /// The connection that belongs to the remote address handed to Accept; null once it is gone.
    static std::shared_ptr<Visit> visitOf(GSocketAddress* remote);

private:
    ConnectionGate(const Loop& loop, std::chrono::milliseconds deadline)
        : loop_(loop), deadline_(deadline)
    {
    }
    void onIncoming(GSocketConnection* connection);
    std::shared_ptr<Visit> admit(GSocketConnection* connection, GSocketAddress* remote);
    void lead(GSocketConnection* connection, GRef<GSocketAddress> local,
              GRef<GSocketAddress> remote);

    Loop loop_;
    std::chrono::milliseconds deadline_;
    Accept accept_;
    GRef<GSocketService> service_ = GRef<GSocketService>::adopt(g_socket_service_new());
    std::uint16_t port_ = 0;
    /// Connections by address; shared with the visits, which may end after us.
    struct Counts {
        std::map<std::string, int> perAddress;
        int all = 0;
    };
    std::shared_ptr<Counts> counts_ = std::make_shared<Counts>();
    std::unique_ptr<TlsDoor> door_; // null: plain HTTP
    Signal incoming_;
};

} // namespace confab::front
