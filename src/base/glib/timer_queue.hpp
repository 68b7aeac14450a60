// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/loop.hpp"

#include <cstdint>
#include <utility>

namespace confab {

/// Many timers with one entry in the loop: GLib's loop looks at each of its entries whenever
/// anything happens, so a timer for each of a thousand connections makes every byte of any of them
/// dear. Loop thread.
class TimerQueue {
    struct State;

public:
    using Clock = std::chrono::steady_clock;
    using Key = std::pair<Clock::time_point, std::uint64_t>;

    /// Destroying it cancels the call. May outlive the queue.
    class Alarm {
    public:
        Alarm() = default;
        Alarm(std::weak_ptr<State> state, Key key) : state_(std::move(state)), key_(key) { }
        Alarm(Alarm&& other) noexcept = default;
        Alarm& operator=(Alarm other) noexcept
        {
            std::swap(state_, other.state_);
            std::swap(key_, other.key_);
            return *this;
        }
        ~Alarm();

    private:
        std::weak_ptr<State> state_;
        Key key_;
    };

    explicit TimerQueue(const Loop& loop);
    ~TimerQueue();
    TimerQueue(const TimerQueue&) = delete;
    TimerQueue& operator=(const TimerQueue&) = delete;

    /// Calls `f` once after `delay`, unless the alarm or the queue is gone by then.
    [[nodiscard]] Alarm once(std::chrono::milliseconds delay, std::function<void()> f);

private:
    std::shared_ptr<State> state_;
};

} // namespace confab
