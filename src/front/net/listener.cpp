// SPDX-License-Identifier: Apache-2.0
#include "front/net/listener.hpp"

#include "base/glib/log.hpp"

#include <fmt/format.h>

#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace confab::front {

namespace {

// GLib's 10 are full at once when many come.
/// Limit (in all): connections that wait to be accepted. Above it: the system drops them, and they
/// try again after a second. At it: 1 MB of the system's.
constexpr int kBacklog = 1024;
/// Connections in one turn of the loop: a millisecond, if all are refused.
constexpr int kAtOnce = 128;
/// Until it is tried again, if there was no file for another connection.
constexpr std::chrono::milliseconds kRest{100};

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

Result<GRef<GSocket>> socketAt(const ListenAddress& address)
{
    const auto wanted = GRef<GSocketAddress>::adopt(
        g_inet_socket_address_new_from_string(address.host.c_str(), address.port));
    GErrorOut error;
    auto socket =
        GRef<GSocket>::adopt(g_socket_new(g_socket_address_get_family(wanted.get()),
                                          G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, error));
    if (!socket)
        return listenError(address, error);
    g_socket_set_blocking(socket.get(), FALSE);
    g_socket_set_listen_backlog(socket.get(), kBacklog);
    if (!g_socket_bind(socket.get(), wanted.get(), TRUE, error)
        || !g_socket_listen(socket.get(), error))
        return listenError(address, error);
    return socket;
}

bool isForOneAlone(int why)
{
    return why == EINTR || why == ECONNABORTED || why == EPROTO || why == EPERM;
}

} // namespace

Result<std::unique_ptr<Listener>> Listener::listen(const Loop& loop, const ListenAddress& address)
{
    auto socket = socketAt(address);
    if (!socket)
        return socket.error();
    GErrorOut error;
    const auto local =
        GRef<GSocketAddress>::adopt(g_socket_get_local_address(socket->get(), error));
    if (!local)
        return listenError(address, error);
    const auto port = g_inet_socket_address_get_port(G_INET_SOCKET_ADDRESS(local.get()));
    return std::unique_ptr<Listener>(new Listener(loop, *std::move(socket), port));
}

Status Listener::tryToListen(const ListenAddress& address)
{
    const auto socket = socketAt(address);
    if (!socket)
        return socket.error();
    g_socket_close(socket->get(), nullptr);
    return Done{};
}

void Listener::open(Events events)
{
    events_ = std::move(events);
    watch();
}

void Listener::close()
{
    unwatch();
    rest_ = {};
    g_socket_close(socket_.get(), nullptr);
}

void Listener::watch()
{
    source_ = g_socket_create_source(socket_.get(), G_IO_IN, nullptr);
    const GSocketSourceFunc call = [](GSocket*, GIOCondition, gpointer self) -> gboolean {
        auto* listener = static_cast<Listener*>(self);
        for (int i = 0; i < kAtOnce && listener->acceptOne(); ++i)
            ;
        return G_SOURCE_CONTINUE;
    };
    g_source_set_callback(source_, G_SOURCE_FUNC(call), this, nullptr);
    g_source_attach(source_, loop_.context());
}

void Listener::unwatch()
{
    if (auto* source = std::exchange(source_, nullptr)) {
        g_source_destroy(source);
        g_source_unref(source);
    }
}

// False: no more now.
bool Listener::acceptOne()
{
    sockaddr_storage from{};
    socklen_t size = sizeof from;
    const int file = accept4(g_socket_get_fd(socket_.get()), reinterpret_cast<sockaddr*>(&from),
                             &size, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (file < 0) {
        const int why = errno;
        if (!isForOneAlone(why))
            onNoMore(why);
        return isForOneAlone(why);
    }
    letIn(file, GRef<GSocketAddress>::adopt(g_socket_address_new_from_native(&from, size)));
    return source_ != nullptr;
}

void Listener::letIn(int file, GRef<GSocketAddress> remote)
{
    const auto socket = remote && events_.mayCome(remote.get())
        ? GRef<GSocket>::adopt(g_socket_new_from_fd(file, nullptr))
        : GRef<GSocket>();
    if (!socket) {
        ::close(file);
        return;
    }
    events_.came(
        GRef<GSocketConnection>::adopt(g_socket_connection_factory_create_connection(socket.get())),
        std::move(remote));
}

// Else the loop would turn without end: who waits is still there.
void Listener::onNoMore(int why)
{
    if (why == EAGAIN || why == EWOULDBLOCK)
        return;
    unwatch();
    rest_ = Timer::once(loop_, kRest, [this] { watch(); });
    const auto now = RateBucket::Clock::now();
    if (complaints_.wait(now).count() > 0)
        return;
    complaints_.take(1, now);
    spdlog::error("nobody else can connect: {}; allow this process more open files (ulimit -n, or "
                  "LimitNOFILE in its unit)",
                  std::strerror(why));
}

} // namespace confab::front
