// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/loop.hpp"
#include "base/glib/network_place.hpp"
#include "base/result.hpp"
#include "front/net/listener.hpp"
#include "front/net/request/request_intake.hpp"
#include "front/net/stream/farewells.hpp"
#include "front/net/tls_door.hpp"
#include "front/net/visit.hpp"

#include <gio/gio.h>

#include <functional>
#include <memory>
#include <string>
#include <utility>

namespace confab::front {

/// The only way in: accepts a limited number of connections per client and in all, gives each a
/// deadline for its request, hands on requests that are here as a whole, and keeps the connection
/// open for the next one. Those that only wait, for a first byte, for the rest of a request or for
/// another one, cost the loop nothing. Connections through which nothing passes are ended, too.
/// Loop thread.
class ConnectionGate {
public:
    /// Limit (per client): connections up to which each stays open for another request, for 15 s.
    /// Above it: an answer ends its connection. At it: 6 MB, 46 kB each with TLS.
    static constexpr int kMostKept = ClientBook::kMaxPerClient / 4;
    /// Limit (in all): connections up to which each stays open for another request. Above it: an
    /// answer ends its connection. At it: 94 MB with TLS.
    static constexpr std::size_t kMostKeptOfAll = ClientBook::kMaxConnections / 4;

    struct Events {
        /// A request is here, and can be read from that stream. What it is answered goes there,
        /// too.
        std::function<void(GIOStream*, GSocketAddress* local, GSocketAddress* remote)> request;
        /// What has come is none. The stream is closed behind the answer.
        std::function<void(GIOStream*, const RequestFault&)> refused;
    };

    /// See Timing.
    struct Times {
        std::chrono::milliseconds request, next, stall;
        RateBucket requests;
    };

    /// Listens from now on; accepts after open().
    static Result<std::unique_ptr<ConnectionGate>>
    listen(const Loop& loop, const ListenAddress& address, const Times& times);
    ~ConnectionGate() { close(); }

    /// Connections of these are of no client until somebody says so: Visit::belongTo().
    void trust(AddressBlocks proxies) { proxies_ = std::move(proxies); }
    /// From now on connections speak TLS with that certificate. May be called again, for another.
    void secure(GRef<GTlsCertificate> certificate);
    void open(Events events);
    /// No more connections; those that are open stay.
    void close();
    std::uint16_t port() const { return listener_->port(); }

    /// Is there room for a connection of that address to stay open after an answer?
    bool mayKeep(GSocketAddress* remote) const;
    /// The connection that belongs to the remote address of a request; null once it is gone.
    static std::shared_ptr<Visit> visitOf(GSocketAddress* remote);

private:
    ConnectionGate(const Loop& loop, const Times& times, std::unique_ptr<Listener> listener);
    /// Both ends of a connection.
    struct Ends {
        GRef<GSocketAddress> local, remote;
    };
    bool mayCome(GInetAddress* address);
    void begin(GRef<GSocketConnection> connection, const GRef<GSocketAddress>& remote);
    void letIn(GRef<GSocketConnection> connection, Visit& visit, const Ends& ends);
    GRef<GIOStream> closedWithFarewell(GRef<GSocketConnection> connection);
    void lead(GRef<GSocketConnection> connection, const Ends& ends);
    void await(RequestIntake::Line line, const Ends& ends, std::string already);
    void serve(const RequestIntake::Line& line, const Ends& ends, RequestIntake::Request request);
    void tellOfRefusal(const std::string& place);
    void endStalled();

    Loop loop_;
    Times times_;
    AddressBlocks proxies_;
    Events events_;
    std::unique_ptr<Listener> listener_;
    std::shared_ptr<ClientBook> book_; // shared with the visits, which may end after us
    RateBucket refusals_{1, 2}; // that the log tells of
    Readiness readiness_;
    TimerQueue timers_;
    const std::shared_ptr<Farewells>
        farewells_; // shared with nobody: streams look whether it is there
    RequestIntake intake_;
    std::unique_ptr<TlsDoor> door_; // null: plain HTTP
    Timer stallCheck_;
    Lifetime lifetime_;
};

} // namespace confab::front
