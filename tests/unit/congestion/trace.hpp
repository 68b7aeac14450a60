// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulated_call.hpp"

#include <cstdlib>
#include <fstream>
#include <string>

namespace confab::congestion {

/// A step from 5 Mbit/s to 400 kbit/s, and back.
inline std::function<double(double)> stepDown(double from, double until)
{
    return [=](double at) { return at >= from && at < until ? 400e3 : 5e6; };
}

/// What a test asks of a trace.
class Trace {
public:
    /// Of a call, which is run. With CONFAB_PLOT=FOLDER the trace is written there, for
    /// tests/bench/congestion_plot.py.
    Trace(const std::string& name, CallPlan plan)
        : Trace(name, SimulatedCall(std::move(plan)).run())
    {
    }
    Trace(const std::string& name, std::vector<TraceLine> lines) : lines_(std::move(lines))
    {
        if (const char* folder = std::getenv("CONFAB_PLOT"))
            write(std::string(folder) + "/" + name + ".csv");
    }

    template <typename Value> double mean(double from, double until, Value value) const
    {
        double sum = 0;
        int count = 0;
        for (const TraceLine& line : lines_) {
            if (line.at >= from && line.at < until) {
                sum += value(line);
                ++count;
            }
        }
        return count > 0 ? sum / count : 0;
    }
    double delivered(double from, double until) const
    {
        return mean(from, until, [](auto& line) { return line.delivered; });
    }
    /// Of what the link carries, 0 to 1.
    double used(double from, double until) const
    {
        return delivered(from, until) / mean(from, until, [](auto& line) { return line.capacity; });
    }
    /// Part of the time with a queue longer than this, 0 to 1.
    double queueOver(double seconds, double from, double until) const
    {
        return mean(from, until, [=](auto& line) { return line.queueing > seconds; });
    }
    int dropped(double from, double until) const { return at(until).dropped - at(from).dropped; }
    double estimate(double when) const { return at(when).estimate; }
    /// The first time from `from` on when the estimate is so high; or never.
    double reaches(double bps, double from) const
    {
        for (const TraceLine& line : lines_)
            if (line.at >= from && line.estimate >= bps)
                return line.at;
        return 1e9;
    }
    double fallsBelow(double bps, double from) const
    {
        for (const TraceLine& line : lines_)
            if (line.at >= from && line.estimate < bps)
                return line.at;
        return 1e9;
    }
    const TraceLine& at(double when) const
    {
        const auto index = std::size_t(when / 0.05 + 0.5);
        return lines_.at(std::min(index, lines_.size() - 1));
    }

private:
    void write(const std::string& path) const
    {
        std::ofstream file(path);
        file << "at,capacity,estimate,sent,delivered,tcp,queueing,loss,chance,dropped,limit\n";
        for (const TraceLine& l : lines_)
            file << l.at << ',' << l.capacity << ',' << l.estimate << ',' << l.sent << ','
                 << l.delivered << ',' << l.tcp << ',' << l.queueing << ',' << l.loss << ','
                 << l.chance << ',' << l.dropped << ',' << int(l.limit) << '\n';
    }

    std::vector<TraceLine> lines_;
};

} // namespace confab::congestion
