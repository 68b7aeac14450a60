// SPDX-License-Identifier: Apache-2.0
#include "congestion/probe/probe_meter.hpp"

#include <algorithm>
#include <utility>

namespace confab::congestion {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t kRemembered = 4;
constexpr double kReported = 0.8; // of the bytes, before it is judged
constexpr double kArrived = 0.6; // of those reported: less was no probe but an outage
constexpr int kFewest = 4; // packets that arrived
constexpr auto kLongest = 1s; // from the first to the last packet
constexpr double kUnstretched = 0.9; // of the rate it was sent with
constexpr auto kTick = 1ms; // by which a pacer and a receiver are imprecise
constexpr double kUse = 0.95; // of what the link carries: not all of it
constexpr double kMostSqueezed =
    2; // arrived in less than half the time: held up somewhere, no rate

} // namespace

void ProbeMeter::expect(const Probe& probe)
{
    clusters_.push_back({.probe = probe});
    if (clusters_.size() > kRemembered)
        clusters_.pop_front();
}

void ProbeMeter::count(Cluster& cluster, const PacketReport& report, Duration arrived)
{
    if (cluster.arrivedPackets++ == 0) {
        cluster.firstSent = cluster.lastSent = report.sent;
        cluster.firstArrived = cluster.lastArrived = arrived;
    }
    cluster.firstSent = std::min(cluster.firstSent, report.sent);
    cluster.lastSent = std::max(cluster.lastSent, report.sent);
    cluster.firstArrived = std::min(cluster.firstArrived, arrived);
    cluster.lastArrived = std::max(cluster.lastArrived, arrived);
    cluster.arrivedBytes += report.bytes;
}

void ProbeMeter::add(const PacketReport& report, std::optional<Duration> arrived)
{
    const auto it = std::find_if(clusters_.begin(), clusters_.end(), [&](const Cluster& cluster) {
        return cluster.probe.cluster == report.cluster;
    });
    if (report.cluster == 0 || it == clusters_.end())
        return;
    it->news = true;
    ++it->packets;
    it->bytes += report.bytes;
    if (arrived)
        count(*it, report, *arrived);
}

std::optional<ProbeMeter::Result> ProbeMeter::judge(const Cluster& cluster, double loss)
{
    if (cluster.bytes < kReported * cluster.probe.bytes || cluster.arrivedPackets < kFewest
        || cluster.arrivedBytes < kArrived * cluster.bytes)
        return std::nullopt;
    const Duration sent = cluster.lastSent - cluster.firstSent;
    const Duration arrived = cluster.lastArrived - cluster.firstArrived;
    if (sent <= 0s || sent > kLongest || arrived <= 0s || arrived > kLongest
        || secondsOf(sent) > kMostSqueezed * secondsOf(arrived))
        return std::nullopt;
    // n packets have n - 1 gaps between them.
    const double bytes = cluster.arrivedBytes * (1 - 1. / cluster.arrivedPackets);
    const double sentBps = bpsOf(bytes, sent), arrivedBps = bpsOf(bytes, arrived);
    // What is lost anyway would have come through too; what is lost beyond that did not fit.
    const double lost = 1 - double(cluster.arrivedBytes) / cluster.bytes;
    const double whole = 1 / (1 - std::min(lost, loss));
    const bool full = arrived - kTick > std::chrono::duration<double>(sent) / kUnstretched;
    return Result{cluster.probe, whole * (full ? kUse * arrivedBps : std::min(sentBps, arrivedBps)),
                  full};
}

std::optional<ProbeMeter::Result> ProbeMeter::result(double loss)
{
    std::optional<Result> newest;
    for (Cluster& cluster : clusters_)
        if (std::exchange(cluster.news, false))
            if (const auto result = judge(cluster, loss))
                newest = result;
    return newest;
}

} // namespace confab::congestion
