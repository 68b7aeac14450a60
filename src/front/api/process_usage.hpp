// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <sys/types.h>

namespace confab::front {

/// What /proc says of a process. Plain value.
struct ProcessUsage {
    std::uint64_t born = 0; ///< clock ticks since the machine's start; differs if a pid is reused
    double cpuSeconds = 0; ///< of all its threads, so far
    std::uint64_t rssBytes = 0;
};

/// Reads the text of /proc/PID/stat. Nothing if it is not one.
std::optional<ProcessUsage> parseProcStat(std::string_view text, long ticksPerSecond,
                                          long pageBytes);
/// Nothing: there is no such process.
std::optional<ProcessUsage> readProcessUsage(pid_t pid);

/// How many cores processes use: their CPU time since the last look that is a second old or more,
/// no matter who asked for that one. Looks only when asked. Plain value; the caller brings the
/// clock.
class CoreMeter {
public:
    using Clock = std::chrono::steady_clock;

    static constexpr std::chrono::seconds kWindow{1};

    /// `running`: how long the process has been running; a first look is measured over that.
    double coresOf(pid_t pid, const ProcessUsage& usage, Clock::duration running,
                   Clock::time_point now);
    /// Forgets all that were not asked about for a minute.
    void forgetOld(Clock::time_point now);

private:
    struct Look {
        std::uint64_t born = 0;
        double cpuSeconds = 0;
        Clock::time_point at;
        double cores = 0;
    };

    std::map<pid_t, Look> looks_;
};

} // namespace confab::front
