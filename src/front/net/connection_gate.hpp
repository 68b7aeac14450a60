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
#include <utility>

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
    /// A request is here, as a whole. `another`: after its answer another one may come.
    void settle(bool another)
    {
        deadline_ = {};
        mayStay_ = another;
    }
    /// That request is answered, and the answer has not said otherwise.
    void answered() { isKept_ = std::exchange(mayStay_, false); }
    /// Stays it open for another request? Says yes once for each answer.
    bool takeKept() { return std::exchange(isKept_, false); }
    /// Ends it in both directions, at once: its reader sees the end.
    void cutOff();
    /// It speaks plain HTTP where TLS is expected.
    bool isAstray() const { return astray_; }
    void goAstray() { astray_ = true; }

private:
    GSocketConnection* connection_; // owns this
    std::function<void()> over_;
    Timer deadline_;
    bool astray_ = false, mayStay_ = false, isKept_ = false;
};

/// The only way in: accepts a limited number of connections per address and in all, gives each a
/// deadline for its request, and keeps it open for the next one. SoupServer's own listener would
/// keep half-open requests for ever. Loop thread.
class ConnectionGate {
public:
    static constexpr int kMaxPerAddress = 512;
    static constexpr int kMaxConnections = 8192;
    /// Limit (per address): connections up to which each stays open for another request, for 15 s.
    /// Above it: an answer ends its connection. At it: 6 MB, 46 kB each with TLS.
    static constexpr int kMostKept = kMaxPerAddress / 4;
    /// Limit (in all): connections up to which each stays open for another request. Above it: an
    /// answer ends its connection. At it: 94 MB with TLS.
    static constexpr int kMostKeptOfAll = kMaxConnections / 4;

    using Accept = std::function<void(GIOStream*, GSocketAddress* local, GSocketAddress* remote)>;

    /// How long a connection may take until a request is there as a whole.
    struct Patience {
        std::chrono::milliseconds first; ///< from the connection on
        std::chrono::milliseconds next; ///< from the last answer on
    };

    /// Listens from now on; accepts after open().
    static Result<std::unique_ptr<ConnectionGate>>
    listen(const Loop& loop, const ListenAddress& address, Patience patience);
    ~ConnectionGate() { close(); }

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
    ConnectionGate(const Loop& loop, Patience patience) : loop_(loop), patience_(patience) { }
    void onIncoming(GSocketConnection* connection);
    std::shared_ptr<Visit> admit(GSocketConnection* connection, GSocketAddress* remote);
    void lead(GSocketConnection* connection, GRef<GSocketAddress> local,
              GRef<GSocketAddress> remote);
    void serve(GRef<GIOStream> stream, GRef<GSocketAddress> local, GRef<GSocketAddress> remote);

    Loop loop_;
    Patience patience_;
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
    Lifetime lifetime_;
};

} // namespace confab::front
