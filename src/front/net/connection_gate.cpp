// SPDX-License-Identifier: Apache-2.0
#include "front/net/connection_gate.hpp"

#include "base/file_limit.hpp"
#include "base/glib/log.hpp"
#include "front/net/keep_alive.hpp"

#include <fmt/format.h>

#include <netinet/in.h>
#include <netinet/tcp.h>

namespace confab::front {

namespace {

constexpr char kVisitKey[] = "confab-visit";
// GLib's 10 are full at once when many come.
/// Limit (in all): connections that wait to be accepted. Above it: the system drops them, and they
/// try again after a second. At it: 1 MB of the system's.
constexpr int kBacklog = 1024;

GInetAddress* ipOf(GSocketAddress* address)
{
    return g_inet_socket_address_get_address(G_INET_SOCKET_ADDRESS(address));
}

/// Attaches `value` to `object`, which then owns it.
template <class T> void hang(gpointer object, T value)
{
    g_object_set_data_full(G_OBJECT(object), kVisitKey, new T(std::move(value)),
                           [](gpointer p) { delete static_cast<T*>(p); });
}

Error listenError(const ListenAddress& address, const GErrorOut& error)
{
    if (error.is(G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE))
        return {Errc::Conflict,
                fmt::format("{} is in use by another program: stop that one or give another "
                            "--listen; port 0 takes any free one",
                            address.authority())};
    return {Errc::Unavailable,
            fmt::format("cannot listen on {}: {}; give another --listen", address.authority(),
                        error.text())};
}

} // namespace

ConnectionGate::ConnectionGate(const Loop& loop, const Times& times)
    : loop_(loop), times_(times), book_(std::make_shared<ClientBook>(fileLimit())),
      stallCheck_(Timer::every(loop, times.stall, [this] { endStalled(); }))
{
}

Status ConnectionGate::tryToListen(const ListenAddress& address)
{
    const auto listener = GRef<GSocketListener>::adopt(g_socket_listener_new());
    const auto wanted = GRef<GSocketAddress>::adopt(
        g_inet_socket_address_new_from_string(address.host.c_str(), address.port));
    GErrorOut error;
    if (!g_socket_listener_add_address(listener.get(), wanted.get(), G_SOCKET_TYPE_STREAM,
                                       G_SOCKET_PROTOCOL_TCP, nullptr, nullptr, error))
        return listenError(address, error);
    g_socket_listener_close(listener.get());
    return Done{};
}

Result<std::unique_ptr<ConnectionGate>>
ConnectionGate::listen(const Loop& loop, const ListenAddress& address, const Times& times)
{
    std::unique_ptr<ConnectionGate> gate(new ConnectionGate(loop, times));
    const auto wanted = GRef<GSocketAddress>::adopt(
        g_inet_socket_address_new_from_string(address.host.c_str(), address.port));
    g_socket_listener_set_backlog(G_SOCKET_LISTENER(gate->service_.get()), kBacklog);
    GRef<GSocketAddress> effective;
    GErrorOut error;
    if (!g_socket_listener_add_address(G_SOCKET_LISTENER(gate->service_.get()), wanted.get(),
                                       G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, nullptr,
                                       effective.out(), error))
        return listenError(address, error);
    gate->port_ = g_inet_socket_address_get_port(G_INET_SOCKET_ADDRESS(effective.get()));
    return gate;
}

void ConnectionGate::secure(GRef<GTlsCertificate> certificate)
{
    if (door_)
        door_->show(std::move(certificate));
    else
        door_ = std::make_unique<TlsDoor>(loop_, std::move(certificate));
}

void ConnectionGate::open(Accept accept)
{
    accept_ = std::move(accept);
    incoming_ = Signal::connect<gboolean(GSocketConnection*, GObject*)>(
        service_.get(), "incoming", [this](GSocketConnection* connection, GObject*) -> gboolean {
            onIncoming(connection);
            return TRUE;
        });
    g_socket_service_start(service_.get());
}

void ConnectionGate::close()
{
    g_socket_service_stop(service_.get());
    g_socket_listener_close(G_SOCKET_LISTENER(service_.get()));
}

std::shared_ptr<Visit> ConnectionGate::visitOf(GSocketAddress* remote)
{
    auto* visit =
        static_cast<std::weak_ptr<Visit>*>(g_object_get_data(G_OBJECT(remote), kVisitKey));
    return visit ? visit->lock() : nullptr;
}

void ConnectionGate::onIncoming(GSocketConnection* connection)
{
    const auto local =
        GRef<GSocketAddress>::adopt(g_socket_connection_get_local_address(connection, nullptr));
    const auto remote =
        GRef<GSocketAddress>::adopt(g_socket_connection_get_remote_address(connection, nullptr));
    const auto visit = local && remote ? admit(connection, remote.get()) : nullptr;
    if (!visit) {
        g_io_stream_close(G_IO_STREAM(connection), nullptr, nullptr);
        return;
    }
    auto* socket = g_socket_connection_get_socket(connection);
    g_socket_set_keepalive(socket, TRUE);
    // An answer is written in pieces: else the second waits a round trip for the first.
    g_socket_set_option(socket, IPPROTO_TCP, TCP_NODELAY, TRUE, nullptr);
    visit->limit(loop_, times_.request);
    hang(remote.get(), std::weak_ptr(visit));
    hang(connection, visit);
    letIn(connection, *visit, local, remote);
}

// Who comes too often waits here for their turn, and what they say in the system's memory.
void ConnectionGate::letIn(GSocketConnection* connection, Visit& visit,
                           const GRef<GSocketAddress>& local, const GRef<GSocketAddress>& remote)
{
    const auto enter = [this, alive = lifetime_.watch(), local, remote,
                        connection = GRef<GSocketConnection>::share(connection)] {
        if (alive.expired())
            return;
        if (door_)
            lead(connection.get(), local, remote);
        else
            serve(GRef<GIOStream>::share(G_IO_STREAM(connection.get())), local, remote);
    };
    const auto& client = visit.client();
    const auto now = RateBucket::Clock::now();
    const auto turn = client ? client->arrivals.wait(now) : std::chrono::milliseconds(0);
    if (turn >= times_.request)
        return;
    if (client) {
        client->arrivals.take(1, now);
        visit.pay();
    }
    if (turn.count() > 0)
        visit.later(loop_, turn, enter);
    else
        enter();
}

void ConnectionGate::lead(GSocketConnection* connection, const GRef<GSocketAddress>& local,
                          const GRef<GSocketAddress>& remote)
{
    door_->enter(GRef<GSocketConnection>::share(connection), placeOf(ipOf(remote.get())),
                 [this, local, remote](GIOStream* s, bool isTls) {
                     if (const auto visit = visitOf(remote.get()); visit && !isTls)
                         visit->goAstray();
                     serve(GRef<GIOStream>::share(s), local, remote);
                 });
}

void ConnectionGate::serve(GRef<GIOStream> stream, GRef<GSocketAddress> local,
                           GRef<GSocketAddress> remote)
{
    auto next = loop_.bind(lifetime_, [this, stream, local, remote] {
        if (const auto visit = visitOf(remote.get()))
            visit->limit(loop_, times_.next);
        serve(stream, local, remote);
    });
    const auto turn = streamForOneRequest(
        stream,
        [visit = std::weak_ptr(visitOf(remote.get()))] {
            const auto kept = visit.lock();
            return kept && kept->takeKept();
        },
        std::move(next));
    accept_(turn.get(), local.get(), remote.get());
}

bool ConnectionGate::mayKeep(GSocketAddress* remote) const
{
    const auto visit = visitOf(remote);
    return visit && visit->client() && visit->client()->connections <= kMostKept
        && book_->visits.size() <= kMostKeptOfAll;
}

std::shared_ptr<Visit> ConnectionGate::admit(GSocketConnection* connection, GSocketAddress* remote)
{
    auto* address = ipOf(remote);
    if (!book_->isFull()) {
        auto visit = std::make_shared<Visit>(connection, book_);
        if (proxies_.contain(address) || visit->belongTo(address))
            return visit;
    }
    tellOfRefusal(placeOf(address));
    return nullptr;
}

// A flood of connections is not to be a flood of lines.
void ConnectionGate::tellOfRefusal(const std::string& place)
{
    const auto now = RateBucket::Clock::now();
    if (refusals_.wait(now).count() > 0)
        return;
    refusals_.take(1, now);
    spdlog::warn("{} is refused: it has {} connections, all have {}", place,
                 book_->of(place)->connections, book_->visits.size());
}

void ConnectionGate::endStalled()
{
    for (auto* visit : book_->visits)
        if (!visit->hasMoved())
            visit->cutOff();
}

} // namespace confab::front
