// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/readiness.hpp"
#include "base/glib/timer_queue.hpp"

#include <gio/gio.h>

#include <map>
#include <memory>

namespace confab::front {

/// Closes connections so that what was said last arrives. Whoever closes a socket with unread bytes
/// in it resets the connection, and a reset takes away what the other side has not read yet: an
/// answer, or a WebSocket's reason (RFC 9112, 9.6). So no more is written from here on, what still
/// comes is thrown away, and the socket is closed when the other side has closed it, too. Loop
/// thread.
class Farewells {
public:
    /// Limit (per connection): milliseconds that it is still there after we have ended it, for its
    /// client to read what was said last. Above it: cut. At it: its place.
    static constexpr std::chrono::milliseconds kPatience{2000};

    /// Both outlive it.
    Farewells(Readiness& readiness, TimerQueue& timers);
    ~Farewells();

    void bid(GRef<GSocketConnection> connection);

private:
    struct Leaving;
    void drain(Leaving* leaving);

    Readiness& readiness_;
    TimerQueue& timers_;
    std::map<Leaving*, std::unique_ptr<Leaving>> leaving_;
};

} // namespace confab::front
