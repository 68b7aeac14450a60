// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/loop.hpp"
#include "base/result.hpp"
#include "front/net/flow/rate_bucket.hpp"
#include "front/net/listen_address.hpp"

#include <gio/gio.h>

#include <functional>
#include <memory>

namespace confab::front {

/// A listening socket. GSocketService makes half a dozen objects for each connection, one in each
/// turn of the loop, and turns without end when there are no files left. Here whoever is refused
/// costs two system calls, many come in in one turn, and without files nobody is asked in for a
/// while. Loop thread.
class Listener {
public:
    struct Events {
        /// False: the connection is closed at once.
        std::function<bool(GSocketAddress* remote)> mayCome;
        std::function<void(GRef<GSocketConnection>, GRef<GSocketAddress> remote)> came;
    };

    static Result<std::unique_ptr<Listener>> listen(const Loop& loop, const ListenAddress& address);
    /// Whether one could listen there now. Listens for a moment.
    static Status tryToListen(const ListenAddress& address);
    ~Listener() { close(); }
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

    std::uint16_t port() const { return port_; }
    /// From now on they come in.
    void open(Events events);
    /// No more.
    void close();

private:
    Listener(const Loop& loop, GRef<GSocket> socket, std::uint16_t port)
        : loop_(loop), socket_(std::move(socket)), port_(port)
    {
    }
    void watch();
    void unwatch();
    bool acceptOne();
    void letIn(int file, GRef<GSocketAddress> remote);
    void onNoMore(int why);

    Loop loop_;
    GRef<GSocket> socket_;
    std::uint16_t port_;
    Events events_;
    GSource* source_ = nullptr;
    Timer rest_;
    RateBucket complaints_{1, 2};
};

} // namespace confab::front
