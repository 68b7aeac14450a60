// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/gobject.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <type_traits>

namespace confab {

/// Member of an object that lives on a loop thread. Declare it last, so that it expires first.
class Lifetime {
public:
    std::weak_ptr<const void> watch() const { return token_; }

private:
    std::shared_ptr<const void> token_ = std::make_shared<char>();
};

/// Handle to the control thread of a process: the one that iterates its GMainContext. Cheap to
/// copy.
class Loop {
public:
    explicit Loop(GRef<GMainContext> context);

    GMainContext* context() const { return context_.get(); }

    /// Any thread. Runs `task` later on the loop thread, in posting order, never inline.
    void post(std::function<void()> task) const;

    /// True on the loop thread; for g_assert() at the top of functions that must not run elsewhere.
    bool isCurrent() const { return g_main_context_is_owner(context_.get()); }

    /// Called on the loop thread. The result may be called from any thread: it queues `f(args...)`
    /// to the loop, where the call is dropped if the owner of `lifetime` is gone by then.
    template <class F> auto bind(const Lifetime& lifetime, F f) const
    {
        return [loop = *this, alive = lifetime.watch(), f = std::move(f)](auto... args) {
            static_assert((!std::is_pointer_v<decltype(args)> && ...), "own what crosses a thread");
            loop.post([alive, f, ... args = std::move(args)] {
                if (!alive.expired())
                    f(args...);
            });
        };
    }

private:
    struct Inbox;

    GRef<GMainContext> context_;
    std::shared_ptr<Inbox> inbox_;
};

/// Calls back on the loop thread, once after `delay` or every `delay`, until it is destroyed.
class Timer {
public:
    Timer() = default;
    static Timer once(const Loop& loop, std::chrono::milliseconds delay, std::function<void()> f);
    static Timer every(const Loop& loop, std::chrono::milliseconds delay, std::function<void()> f);
    Timer(Timer&& other) noexcept : source_(std::exchange(other.source_, nullptr)) { }
    Timer& operator=(Timer other) noexcept
    {
        std::swap(source_, other.source_);
        return *this;
    }
    ~Timer();

    explicit operator bool() const { return source_ && !g_source_is_destroyed(source_); }

private:
    static Timer start(const Loop& loop, std::chrono::milliseconds delay, std::function<void()> f,
                       bool repeat);

    GSource* source_ = nullptr;
};

} // namespace confab
