// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "link/room_link.hpp"

#include <chrono>
#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace confab::front {

/// Who wants to join one room, in the order in which they came. A few joins at a time are in work
/// in the room; the others wait here, where somebody who leaves costs nothing.
/// Plain value; the caller brings the clock.
class JoinQueue {
public:
    using Clock = std::chrono::steady_clock;

    /// Limit (per room): joins in work at a time. Above it: they wait. At it: the room makes
    /// sessions one after the other, and has time for those who are in.
    static constexpr std::size_t kAtATime = 2;
    /// Limit (per room): joins that wait. Above it: the join is refused with room.unavailable. At
    /// it: about 1 MB.
    static constexpr std::size_t kMaxWaiting = 500;
    /// A join that the room has not answered for so long holds nobody up any more.
    static constexpr std::chrono::seconds kGivenUp{10};

    bool isFull() const { return waiting_.size() >= kMaxWaiting; }
    bool isEmpty() const { return waiting_.empty(); }
    bool has(const std::string& participant) const;
    /// A newer connection of somebody who waits goes to the end.
    void add(link::Join join, Clock::time_point now);
    /// Somebody waits no more. Nothing: they did not.
    std::optional<link::Join> take(const std::string& participant);

    /// The next one for the room, which is in work from now on; nothing while enough are.
    std::optional<link::Join> next(Clock::time_point now);
    /// The room has answered that join, or let that participant go.
    void answered(const std::string& participant);
    /// The process is gone, and what it had in work with it.
    void forgetWork() { inWork_.clear(); }
    /// Nobody waits any more either.
    void clear();

    /// Those who have waited for longer than that, with how many come before each.
    std::vector<std::pair<std::string, std::size_t>> slow(Clock::duration longer,
                                                          Clock::time_point now) const;

private:
    struct Waiting {
        link::Join join;
        Clock::time_point since;
    };
    struct InWork {
        std::string participant;
        Clock::time_point since;
    };
    std::deque<Waiting> waiting_; // the first one is the next
    std::vector<InWork> inWork_;
};

} // namespace confab::front
