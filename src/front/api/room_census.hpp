// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/loop.hpp"
#include "front/api/process_usage.hpp"
#include "front/api/room_report.hpp"
#include "front/rooms/room_directory.hpp"

#include <chrono>
#include <functional>
#include <map>
#include <vector>

namespace confab::front {

/// Describes rooms for the API, and asks those that run. Loop thread.
class RoomCensus {
public:
    /// In the order that was asked for.
    using Taken = std::function<void(const std::vector<RoomReport>&)>;

    /// The rooms outlive it.
    RoomCensus(const Loop& loop, RoomDirectory& rooms, std::chrono::milliseconds limit)
        : loop_(loop), rooms_(rooms), limit_(limit)
    {
    }

    /// `taken` follows, never from inside the call; dropped with this.
    void take(std::vector<RoomOverview> rooms, Taken taken);

private:
    /// One that is being taken.
    struct Count {
        std::vector<RoomReport> rooms;
        std::size_t missing = 0; ///< answers
        Taken taken;
        Timer limit;
    };
    void onAnswer(unsigned number, std::size_t room, const Result<link::Answer>& answer);
    void finish(unsigned number);
    RoomReport known(const RoomOverview& room);

    Loop loop_;
    RoomDirectory& rooms_;
    const std::chrono::milliseconds limit_;
    CoreMeter cores_;
    std::map<unsigned, Count> counts_; // by number
    unsigned last_ = 0;
    Lifetime lifetime_;
};

} // namespace confab::front
