// SPDX-License-Identifier: Apache-2.0
#include "front/net/stream/farewells.hpp"

#include <sys/socket.h>

#include <cerrno>

namespace confab::front {

namespace {

using std::chrono::milliseconds;

constexpr std::size_t kAtOnce = 256 * 1024;
/// Whoever goes on sending is read no faster than this.
constexpr milliseconds kPause{20};

enum class Left { Nothing, Something, End };

Left throwAway(int socket)
{
    const auto count = recv(socket, nullptr, kAtOnce, MSG_TRUNC | MSG_DONTWAIT);
    if (count > 0)
        return Left::Something;
    return count < 0 && (errno == EAGAIN || errno == EINTR) ? Left::Nothing : Left::End;
}

} // namespace

struct Farewells::Leaving {
    GRef<GSocketConnection> connection;
    TimerQueue::Alarm end, pause;
    Readiness::Wait wait;

    int socket() const { return g_socket_get_fd(g_socket_connection_get_socket(connection.get())); }
    ~Leaving()
    {
        wait = {};
        g_io_stream_close(G_IO_STREAM(connection.get()), nullptr, nullptr);
    }
};

Farewells::Farewells(Readiness& readiness, TimerQueue& timers)
    : readiness_(readiness), timers_(timers)
{
}

Farewells::~Farewells() = default;

void Farewells::bid(GRef<GSocketConnection> connection)
{
    g_socket_shutdown(g_socket_connection_get_socket(connection.get()), FALSE, TRUE, nullptr);
    auto leaving = std::make_unique<Leaving>();
    leaving->connection = std::move(connection);
    auto* key = leaving.get();
    leaving_.emplace(key, std::move(leaving));
    key->end = timers_.once(kPatience, [this, key] { leaving_.erase(key); });
    drain(key);
}

void Farewells::drain(Leaving* leaving)
{
    switch (throwAway(leaving->socket())) {
    case Left::Something:
        leaving->pause = timers_.once(kPause, [this, leaving] { drain(leaving); });
        return;
    case Left::Nothing:
        leaving->wait = readiness_.once(leaving->socket(), [this, leaving] { drain(leaving); });
        return;
    case Left::End:
        leaving_.erase(leaving);
    }
}

} // namespace confab::front
