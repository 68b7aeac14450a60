// SPDX-License-Identifier: Apache-2.0
#include "front/startup/machine_check.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/timex.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>

namespace confab::front {

namespace {

constexpr std::uint64_t kThreadsOfRest = 40; // the front, an empty room, a finisher
constexpr std::uint64_t kThreadsOfParticipant = 20; // about 12 to 16 were seen; more with a screen
constexpr std::chrono::hours kZones{24}; // between clocks that are right

std::uint64_t threadsFor(int participants)
{
    return kThreadsOfRest + kThreadsOfParticipant * std::uint64_t(participants);
}

/// Does not bind root.
std::uint64_t threadsOfUser()
{
    rlimit limit{};
    if (geteuid() == 0 || getrlimit(RLIMIT_NPROC, &limit) != 0)
        return UINT64_MAX;
    return limit.rlim_cur;
}

/// What systemd calls TasksMax, and a container --pids-limit.
std::uint64_t threadsOfGroup()
{
    std::ifstream groups("/proc/self/cgroup");
    for (std::string line; std::getline(groups, line);) {
        std::uint64_t most = 0;
        if (line.starts_with("0::/")
            && std::ifstream("/sys/fs/cgroup" + line.substr(3) + "/pids.max") >> most)
            return most;
    }
    return UINT64_MAX; // "max" is no number
}

} // namespace

MachineFacts machineFacts()
{
    MachineFacts facts{.threads = std::min(threadsOfUser(), threadsOfGroup()),
                       .now = std::chrono::system_clock::now(),
                       .made = {}};
    struct stat program;
    if (stat("/proc/self/exe", &program) == 0)
        facts.made = std::chrono::system_clock::from_time_t(program.st_mtim.tv_sec);
    timex clock{};
    facts.isClockKept = adjtimex(&clock) != TIME_ERROR;
    return facts;
}

std::string checkThreads(const MachineFacts& facts, int maxParticipants)
{
    const auto wanted = threadsFor(maxParticipants);
    if (facts.threads >= wanted)
        return "";
    const auto people =
        (std::max(facts.threads, kThreadsOfRest) - kThreadsOfRest) / kThreadsOfParticipant;
    return fmt::format("confab may have {} threads here, which is a room of about {}, and a full "
                       "room of {} takes up to {}: start it with \"ulimit -u {}\", or TasksMax={} "
                       "in its systemd unit, or --pids-limit {} of its container, or give a "
                       "smaller room.max_participants",
                       facts.threads, people, maxParticipants, wanted, wanted, wanted, wanted);
}

std::string checkClock(const MachineFacts& facts)
{
    if (facts.now + kZones < facts.made)
        return fmt::format("the clock of this machine says {:%Y-%m-%d}, which is before this "
                           "program was made: certificates and the credentials of TURN servers "
                           "will not work, and recordings get wrong names. Set it (timedatectl "
                           "set-ntp true)",
                           fmt::gmtime(facts.now));
    return "";
}

std::string checkClockKeeping(const MachineFacts& facts)
{
    return facts.isClockKept
        ? ""
        : "the kernel knows of nothing that keeps its clock in step with others: if nothing does, "
          "set one up (timedatectl set-ntp true)";
}

} // namespace confab::front
