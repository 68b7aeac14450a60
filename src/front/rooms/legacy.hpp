// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "link/chat_history.hpp"
#include "link/room_link.hpp"

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <utility>

namespace confab::front {

/// What a room's process has said of itself: for those who ask, and for the process after it.
///
/// It can never be what kills one room after the other: a process that was given this and died
/// before anybody was in for a second leaves its successor less of it. First the history goes, then
/// all but the hosts and the lock, which are ids that the front has made. Plain value; the caller
/// brings the clock.
class Legacy {
public:
    using Clock = std::chrono::steady_clock;

    /// A process that lived for longer with somebody in it did not die of what it was given.
    static constexpr std::chrono::seconds kSoon{1};

    const link::State& state() const { return state_; }
    void set(link::State state, Clock::time_point now);
    void add(wire::ChatMessage message) { chat_.add(std::move(message)); }
    /// The room has ended: there is nothing to hand on.
    void clear();

    /// The process has died: what it said is for the next one. It recorded until `lastSign`.
    void onDeath(Clock::time_point now, Clock::time_point lastSign);
    /// It is of a process that died.
    bool isDue() const { return due_; }
    /// For the process that starts now, once; nothing if none has died. Hosts who are not `known`
    /// could not come back and would keep the role for ever.
    std::optional<link::Restore> handOn(const std::function<bool(const std::string&)>& known);

private:
    link::State state_;
    link::ChatHistory chat_;
    bool due_ = false;
    int soonDeaths_ = 0; // one after the other
    bool isGiven_ = false; // to the process that runs
    std::optional<Clock::time_point> usedSince_; // by it, with somebody in
};

} // namespace confab::front
