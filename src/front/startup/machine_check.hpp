// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace confab::front {

/// What a machine is judged by, apart from its network. Plain value.
struct MachineFacts {
    using Time = std::chrono::system_clock::time_point;

    std::uint64_t threads = UINT64_MAX; ///< that our processes may have together
    Time now; ///< by its clock
    Time made; ///< when this program was written to the disk
    bool isClockKept = true; ///< something keeps the clock in step with others
};

/// As they are here.
MachineFacts machineFacts();

/// What is to be said of each; empty: nothing. How many threads a room takes is an estimate.
std::string checkThreads(const MachineFacts& facts, int maxParticipants);
/// A clock that stands before the program was made.
std::string checkClock(const MachineFacts& facts);
/// A clock that nothing keeps in step. No fault: the host of a container may do it.
std::string checkClockKeeping(const MachineFacts& facts);

} // namespace confab::front
