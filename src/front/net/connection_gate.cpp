// SPDX-License-Identifier: Apache-2.0
#include "front/net/connection_gate.hpp"

#include "base/file_limit.hpp"
#include "base/glib/log.hpp"
#include "front/net/request/request_stream.hpp"
#include "front/net/stream/relay_stream.hpp"

#include <fmt/format.h>

#include <netinet/in.h>
#include <netinet/tcp.h>

namespace confab::front {

namespace {

constexpr char kVisitKey[] = "confab-visit";
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

} // namespace

ConnectionGate::ConnectionGate(const Loop& loop, const Times& times,
                               std::unique_ptr<Listener> listener)
    : loop_(loop), times_(times), listener_(std::move(listener)),
      book_(std::make_shared<ClientBook>(fileLimit(), times.requests)), readiness_(loop),
      timers_(loop), farewells_(std::make_shared<Farewells>(readiness_, timers_)),
      intake_(readiness_, timers_),
      stallCheck_(Timer::every(loop, times.stall, [this] { endStalled(); }))
{
}

Result<std::unique_ptr<ConnectionGate>>
ConnectionGate::listen(const Loop& loop, const ListenAddress& address, const Times& times)
{
    auto listener = Listener::listen(loop, address);
    if (!listener)
        return listener.error();
    return std::unique_ptr<ConnectionGate>(new ConnectionGate(loop, times, *std::move(listener)));
}

void ConnectionGate::secure(GRef<GTlsCertificate> certificate)
{
    if (door_)
        door_->show(std::move(certificate));
    else
        door_ = std::make_unique<TlsDoor>(readiness_, std::move(certificate));
}

void ConnectionGate::open(Events events)
{
    events_ = std::move(events);
    listener_->open(
        {.mayCome = [this](GSocketAddress* remote) { return mayCome(ipOf(remote)); },
         .came =
             [this](GRef<GSocketConnection> connection, const GRef<GSocketAddress>& remote) {
                 begin(std::move(connection), remote);
             }});
}

void ConnectionGate::close()
{
    listener_->close();
}

std::shared_ptr<Visit> ConnectionGate::visitOf(GSocketAddress* remote)
{
    auto* visit =
        static_cast<std::weak_ptr<Visit>*>(g_object_get_data(G_OBJECT(remote), kVisitKey));
    return visit ? visit->lock() : nullptr;
}

bool ConnectionGate::mayCome(GInetAddress* address)
{
    const bool ofProxy = proxies_.contain(address);
    const auto place = ofProxy ? std::string() : placeOf(address);
    if (!book_->isFull() && (ofProxy || book_->hasRoomFor(*book_->of(place))))
        return true;
    tellOfRefusal(placeOf(address));
    return false;
}

void ConnectionGate::begin(GRef<GSocketConnection> connection, const GRef<GSocketAddress>& remote)
{
    const auto visit = std::make_shared<Visit>(connection.get(), book_);
    if (auto* address = ipOf(remote.get()); !proxies_.contain(address))
        visit->belongTo(address);
    auto* socket = g_socket_connection_get_socket(connection.get());
    g_socket_set_keepalive(socket, TRUE);
    // An answer is written in pieces: else the second waits a round trip for the first.
    g_socket_set_option(socket, IPPROTO_TCP, TCP_NODELAY, TRUE, nullptr);
    visit->limit(timers_, times_.request);
    hang(remote.get(), std::weak_ptr(visit));
    hang(connection.get(), visit);
    const Ends ends{GRef<GSocketAddress>::adopt(
                        g_socket_connection_get_local_address(connection.get(), nullptr)),
                    remote};
    if (ends.local)
        letIn(std::move(connection), *visit, ends);
}

// Who comes too often waits here for their turn, and what they say in the system's memory.
void ConnectionGate::letIn(GRef<GSocketConnection> connection, Visit& visit, const Ends& ends)
{
    const auto enter = [this, ends, connection] { lead(connection, ends); };
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
        visit.later(timers_, turn, enter);
    else
        enter();
}

/// Below TLS: its goodbye belongs to what was said last, too.
GRef<GIOStream> ConnectionGate::closedWithFarewell(GRef<GSocketConnection> connection)
{
    return relayStream(GRef<GIOStream>::adopt(G_IO_STREAM(connection.release())), {}, {},
                       [farewells = std::weak_ptr(farewells_)](GIOStream* base, GError** error) {
                           const auto kept = farewells.lock();
                           if (!kept)
                               return g_io_stream_close(base, nullptr, error) != FALSE;
                           kept->bid(GRef<GSocketConnection>::share(G_SOCKET_CONNECTION(base)));
                           return true;
                       });
}

void ConnectionGate::lead(GRef<GSocketConnection> connection, const Ends& ends)
{
    const auto socket = GRef<GSocket>::share(g_socket_connection_get_socket(connection.get()));
    auto stream = closedWithFarewell(std::move(connection));
    if (!door_)
        return await({std::move(stream), socket}, ends, {});
    door_->enter({std::move(stream), socket}, placeOf(ipOf(ends.remote.get())),
                 [this, ends, socket](GIOStream* s, bool isTls) {
                     if (const auto visit = visitOf(ends.remote.get()); visit && !isTls)
                         visit->goAstray();
                     await({GRef<GIOStream>::share(s), socket}, ends, {});
                 });
}

void ConnectionGate::await(RequestIntake::Line line, const Ends& ends, std::string already)
{
    intake_.take(
        line, std::move(already),
        {.whole = [this, line,
                   ends](RequestIntake::Request request) { serve(line, ends, std::move(request)); },
         .refused = [this, line](
                        const RequestFault& fault) { events_.refused(line.stream.get(), fault); }});
}

void ConnectionGate::serve(const RequestIntake::Line& line, const Ends& ends,
                           RequestIntake::Request request)
{
    const auto visit = visitOf(ends.remote.get());
    auto next = loop_.bind(lifetime_, [this, line, ends, behind = std::move(request.behind)] {
        if (const auto kept = visitOf(ends.remote.get()))
            kept->limit(timers_, times_.next);
        await(line, ends, behind);
    });
    visit->lend(line.stream);
    const auto turn = requestStream(line.stream, request.text,
                                    [visit = std::weak_ptr(visit), next = std::move(next)] {
                                        const auto open = visit.lock();
                                        if (!open || open->endLoan())
                                            return open != nullptr;
                                        if (!open->takeKept())
                                            return false;
                                        next();
                                        return true;
                                    });
    events_.request(turn.get(), ends.local.get(), ends.remote.get());
}

bool ConnectionGate::mayKeep(GSocketAddress* remote) const
{
    const auto visit = visitOf(remote);
    return visit && visit->client() && visit->client()->connections <= kMostKept
        && book_->visits.size() <= kMostKeptOfAll;
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
