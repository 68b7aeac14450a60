// SPDX-License-Identifier: Apache-2.0
#include "front/net/connection_gate.hpp"

#include "base/glib/log.hpp"
#include "front/net/keep_alive.hpp"

#include <fmt/format.h>

#include <netinet/in.h>
#include <netinet/tcp.h>

namespace confab::front {

namespace {

constexpr char kVisitKey[] = "confab-visit";

std::string ipOf(GSocketAddress* address)
{
    const GCharPtr text(g_inet_address_to_string(
        g_inet_socket_address_get_address(G_INET_SOCKET_ADDRESS(address))));
    return text.get();
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

void Visit::limit(const Loop& loop, std::chrono::milliseconds time)
{
    deadline_ = Timer::once(loop, time, [this] { cutOff(); });
}

void Visit::cutOff()
{
    g_socket_shutdown(g_socket_connection_get_socket(connection_), TRUE, TRUE, nullptr);
}

Result<std::unique_ptr<ConnectionGate>>
ConnectionGate::listen(const Loop& loop, const ListenAddress& address, Patience patience)
{
    std::unique_ptr<ConnectionGate> gate(new ConnectionGate(loop, patience));
    const auto wanted = GRef<GSocketAddress>::adopt(
        g_inet_socket_address_new_from_string(address.host.c_str(), address.port));
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
    visit->limit(loop_, patience_.first);
    hang(remote.get(), std::weak_ptr(visit));
    hang(connection, visit);
    if (door_)
        lead(connection, local, remote);
    else
        serve(GRef<GIOStream>::share(G_IO_STREAM(connection)), local, remote);
}

void ConnectionGate::lead(GSocketConnection* connection, GRef<GSocketAddress> local,
                          GRef<GSocketAddress> remote)
{
    const std::string ip = ipOf(remote.get());
    door_->enter(
        GRef<GSocketConnection>::share(connection), ip,
        [this, local = std::move(local), remote = std::move(remote)](GIOStream* s, bool isTls) {
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
            visit->limit(loop_, patience_.next);
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
    const auto count = counts_->perAddress.find(ipOf(remote));
    return counts_->all <= kMostKeptOfAll && count != counts_->perAddress.end()
        && count->second <= kMostKept;
}

std::shared_ptr<Visit> ConnectionGate::admit(GSocketConnection* connection, GSocketAddress* remote)
{
    const std::string ip = ipOf(remote);
    auto& count = counts_->perAddress[ip];
    if (count >= kMaxPerAddress || counts_->all >= kMaxConnections) {
        spdlog::warn("{} is refused: it has {} connections, all have {}", ip, count, counts_->all);
        return nullptr;
    }
    ++count;
    ++counts_->all;
    return std::make_shared<Visit>(connection, [counts = counts_, ip] {
        --counts->all;
        if (--counts->perAddress[ip] == 0)
            counts->perAddress.erase(ip);
    });
}

} // namespace confab::front
