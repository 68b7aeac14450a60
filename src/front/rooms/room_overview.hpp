// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <string>
#include <sys/types.h>

namespace confab::front {

/// A room as the front knows it without asking it. Plain value.
struct RoomOverview {
    enum class State {
        None, ///< no process of it
        Starting,
        Running,
        Ending
    };

    std::string name;
    State state = State::None;
    int participants = 0;
    bool locked = false;
    bool recording = false; ///< something, or it will go on when somebody is back
    pid_t pid = 0; ///< 0: none
    std::chrono::steady_clock::time_point since; ///< when that process was started, or found
    std::chrono::milliseconds lag{0}; ///< how late its control thread is; 0: in time
    int restarts = 0; ///< how often a process of it died

    /// People are let in, or will be in a moment.
    bool isOpen() const { return state == State::Starting || state == State::Running; }
};

} // namespace confab::front
