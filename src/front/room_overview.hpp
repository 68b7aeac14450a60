// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <string>
#include <sys/types.h>

namespace confab {

/// A room as the front knows it without asking it. Plain value.
struct RoomOverview {
    std::string name;
    bool running = false; ///< a process of it takes people in, or is about to
    int participants = 0;
    bool locked = false;
    bool recording = false; ///< something, or it will go on when somebody is back
    std::string layout; ///< empty: unknown
    pid_t pid = 0; ///< 0: none
    std::chrono::steady_clock::time_point since; ///< when that process was started, or found
    int restarts = 0; ///< how often a process of it died
};

} // namespace confab
