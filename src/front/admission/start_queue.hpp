// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/loop.hpp"

#include <cstddef>
#include <functional>
#include <list>
#include <memory>
#include <string>

namespace confab::front {

/// Lets a few rooms start at a time; the others wait, the first who came first. A client with a
/// room that starts already gives way to one without. Loop thread.
class StartQueue {
public:
    /// A place in the queue, and then a start under way, until it is destroyed.
    class Ticket;

    /// Limit (in all): rooms that start at a time, where there are as many cores. Above it: they
    /// wait. At it: all of the cores, for the 0.1 to 0.3 s of CPU that a start takes.
    static constexpr std::size_t kMostAtATime = 8;
    /// As many as there are cores: 1 to kMostAtATime.
    static std::size_t usualAtATime();

    explicit StartQueue(const Loop& loop, std::size_t atATime = usualAtATime())
        : state_(std::make_shared<State>(loop, atATime))
    {
    }

    /// `go` is called when it is this one's turn, never from inside a call. Drop the ticket when
    /// the room has started, or need not any more.
    Ticket wait(std::string client, std::function<void()> go);
    std::size_t waiting() const { return state_->waiting.size(); }

private:
    struct Start {
        std::string client;
        std::function<void()> go;
    };
    struct State {
        State(const Loop& l, std::size_t most) : loop(l), atATime(most) { }
        void next();
        std::list<Start>::iterator chosen();

        Loop loop;
        std::size_t atATime;
        std::list<Start> waiting, underWay;
    };

    std::shared_ptr<State> state_;
};

class StartQueue::Ticket {
public:
    Ticket() = default;
    Ticket(Ticket&& other) noexcept
        : state_(std::move(other.state_)), start_(other.start_), alive_(std::move(other.alive_))
    {
    }
    Ticket& operator=(Ticket other) noexcept
    {
        std::swap(state_, other.state_);
        std::swap(start_, other.start_);
        std::swap(alive_, other.alive_);
        return *this;
    }
    ~Ticket();

private:
    friend class StartQueue;
    Ticket(std::shared_ptr<State> state, std::list<Start>::iterator start,
           std::shared_ptr<const void> alive)
        : state_(std::move(state)), start_(start), alive_(std::move(alive))
    {
    }

    std::shared_ptr<State> state_; // null: an empty one
    std::list<Start>::iterator start_; // in either list: splicing keeps it
    std::shared_ptr<const void> alive_; // `go` is called only while it lives
};

} // namespace confab::front
