// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/loop.hpp"

#include <cstdint>
#include <utility>

namespace confab {

/// Waits for bytes on many sockets with one entry in the loop (epoll): GLib's loop asks for all of
/// its entries whenever anything happens, so that a byte on one of a thousand sockets costs a
/// thousand looks. Loop thread.
class Readiness {
    struct State;

public:
    /// Ends the waiting when it is destroyed, which must be before the socket is closed. May
    /// outlive the Readiness.
    class Wait {
    public:
        Wait() = default;
        Wait(std::weak_ptr<State> state, std::uint64_t id) : state_(std::move(state)), id_(id) { }
        Wait(Wait&& other) noexcept = default;
        Wait& operator=(Wait other) noexcept
        {
            std::swap(state_, other.state_);
            std::swap(id_, other.id_);
            return *this;
        }
        ~Wait();

    private:
        std::weak_ptr<State> state_;
        std::uint64_t id_ = 0;
    };

    explicit Readiness(const Loop& loop);
    ~Readiness();
    Readiness(const Readiness&) = delete;
    Readiness& operator=(const Readiness&) = delete;

    /// Calls `ready` once when the socket has something to read, or its end. One wait at a time for
    /// each socket.
    [[nodiscard]] Wait once(int socket, std::function<void()> ready);

private:
    std::shared_ptr<State> state_;
};

} // namespace confab
