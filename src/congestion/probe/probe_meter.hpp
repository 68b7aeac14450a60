// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "congestion/probe/probe.hpp"
#include "congestion/report/packet_report.hpp"

#include <deque>
#include <optional>

namespace confab::congestion {

/// Judges probes by what is reported of their packets. Remembers the last four. Plain value.
class ProbeMeter {
public:
    struct Result {
        Probe probe;
        double bps = 0; // that the link carries, as far as this probe can say
        bool full = false; // it carries no more
    };

    void expect(const Probe& probe);
    /// `arrived`: on the receiver's line; none: lost.
    void add(const PacketReport& report, std::optional<Duration> arrived);
    /// After the packets of one feedback. `loss`: what is lost anyway, 0 to 1.
    std::optional<Result> result(double loss);
    /// The receiver's clock has jumped: the clusters on the way cannot be judged.
    void reset() { clusters_.clear(); }

private:
    struct Cluster {
        Probe probe;
        bool news = false;
        int packets = 0, bytes = 0; // reported
        int arrivedPackets = 0, arrivedBytes = 0;
        Time firstSent, lastSent; // of those that arrived
        Duration firstArrived, lastArrived;
    };
    static void count(Cluster& cluster, const PacketReport& report, Duration arrived);
    static std::optional<Result> judge(const Cluster& cluster, double loss);

    std::deque<Cluster> clusters_;
};

} // namespace confab::congestion
