// SPDX-License-Identifier: Apache-2.0
#include "front/api/process_usage.hpp"

#include "base/glib/gobject.hpp"

#include <glib.h>
#include <unistd.h>

#include <sstream>
#include <string>

namespace confab::front {

namespace {

constexpr int kFieldsToTimes = 11; // from the state, which is the first after the name
constexpr int kFieldsToBirth = 6; // from the times
constexpr std::chrono::minutes kForgotten{1};

double seconds(CoreMeter::Clock::duration duration)
{
    return std::chrono::duration<double>(duration).count();
}

} // namespace

// The second field is the program's name, in parentheses, and may hold anything (proc(5)).
std::optional<ProcessUsage> parseProcStat(std::string_view text, long ticksPerSecond,
                                          long pageBytes)
{
    const auto name = text.rfind(')');
    if (name == text.npos)
        return std::nullopt;
    std::istringstream fields{std::string(text.substr(name + 1))};
    std::string skipped;
    for (int i = 0; i < kFieldsToTimes; ++i)
        fields >> skipped;
    std::uint64_t user = 0, system = 0, born = 0, virtualBytes = 0, pages = 0;
    fields >> user >> system;
    for (int i = 0; i < kFieldsToBirth; ++i)
        fields >> skipped;
    fields >> born >> virtualBytes >> pages;
    if (!fields)
        return std::nullopt;
    return ProcessUsage{born, double(user + system) / double(ticksPerSecond),
                        pages * std::uint64_t(pageBytes)};
}

std::optional<ProcessUsage> readProcessUsage(pid_t pid)
{
    const auto path = "/proc/" + std::to_string(pid) + "/stat";
    char* text = nullptr;
    if (!g_file_get_contents(path.c_str(), &text, nullptr, nullptr))
        return std::nullopt;
    const GCharPtr owned(text);
    return parseProcStat(text, sysconf(_SC_CLK_TCK), sysconf(_SC_PAGESIZE));
}

double CoreMeter::coresOf(pid_t pid, const ProcessUsage& usage, Clock::duration running,
                          Clock::time_point now)
{
    auto& look = looks_[pid];
    if (look.born != usage.born) {
        const double lived = seconds(running);
        look = {usage.born, usage.cpuSeconds, now, lived > 0 ? usage.cpuSeconds / lived : 0};
    } else if (now - look.at >= kWindow) {
        const double cores = (usage.cpuSeconds - look.cpuSeconds) / seconds(now - look.at);
        look = {usage.born, usage.cpuSeconds, now, cores};
    }
    return look.cores;
}

void CoreMeter::forgetOld(Clock::time_point now)
{
    std::erase_if(looks_, [now](const auto& look) { return now - look.second.at > kForgotten; });
}

} // namespace confab::front
