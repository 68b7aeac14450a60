// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/loop.hpp"
#include "base/glib/network_place.hpp"
#include "base/result.hpp"
#include "front/net/listen_address.hpp"
#include "front/net/tls_door.hpp"
#include "front/net/visit.hpp"

#include <gio/gio.h>

#include <functional>
#include <memory>
#include <string>
#include <utility>

namespace confab::front {

/// The only way in: accepts a limited number of connections per client and in all, gives each a
/// deadline for its request, and keeps it open for the next one. SoupServer's own listener would
/// keep half-open requests for ever. Connections through which nothing passes are ended, too. Loop
/// thread.
class ConnectionGate {
public:
    /// Limit (per client): connections up to which each stays open for another request, for 15 s.
    /// Above it: an answer ends its connection. At it: 6 MB, 46 kB each with TLS.
    static constexpr int kMostKept = ClientBook::kMaxPerClient / 4;
    /// Limit (in all): connections up to which each stays open for another request. Above it: an
    /// answer ends its connection. At it: 94 MB with TLS.
    static constexpr std::size_t kMostKeptOfAll = ClientBook::kMaxConnections / 4;

    using Accept = std::function<void(GIOStream*, GSocketAddress* local, GSocketAddress* remote)>;

    /// See Timing.
    struct Times {
        std::chrono::milliseconds request, next, stall;
    };

    /// Whether one could listen there now. Listens for a moment.
    static Status tryToListen(const ListenAddress& address);
    /// Listens from now on; accepts after open().
    static Result<std::unique_ptr<ConnectionGate>>
    listen(const Loop& loop, const ListenAddress& address, const Times& times);
    ~ConnectionGate() { close(); }

    /// Connections of these are of no client until somebody says so: Visit::belongTo().
    void trust(AddressBlocks proxies) { proxies_ = std::move(proxies); }
    /// From now on connections speak TLS with that certificate. May be called again, for another.
    void secure(GRef<GTlsCertificate> certificate);
    void open(Accept accept);
    /// No more connections; those that are open stay.
    void close();
    std::uint16_t port() const { return port_; }

    /// Is there room for a connection of that address to stay open after an answer?
    bool mayKeep(GSocketAddress* remote) const;
    /// The connection that belongs to the remote address handed to Accept; null once it is gone.
    static std::shared_ptr<Visit> visitOf(GSocketAddress* remote);

private:
    ConnectionGate(const Loop& loop, const Times& times);
    void onIncoming(GSocketConnection* connection);
    std::shared_ptr<Visit> admit(GSocketConnection* connection, GSocketAddress* remote);
    void letIn(GSocketConnection* connection, Visit& visit, const GRef<GSocketAddress>& local,
               const GRef<GSocketAddress>& remote);
    void lead(GSocketConnection* connection, const GRef<GSocketAddress>& local,
              const GRef<GSocketAddress>& remote);
    void serve(GRef<GIOStream> stream, GRef<GSocketAddress> local, GRef<GSocketAddress> remote);
    void tellOfRefusal(const std::string& place);
    void endStalled();

    Loop loop_;
    Times times_;
    AddressBlocks proxies_;
    Accept accept_;
    GRef<GSocketService> service_ = GRef<GSocketService>::adopt(g_socket_service_new());
    std::uint16_t port_ = 0;
    std::shared_ptr<ClientBook> book_; // shared with the visits, which may end after us
    RateBucket refusals_{1, 2}; // that the log tells of
    std::unique_ptr<TlsDoor> door_; // null: plain HTTP
    Signal incoming_;
    Timer stallCheck_;
    Lifetime lifetime_;
};

} // namespace confab::front
