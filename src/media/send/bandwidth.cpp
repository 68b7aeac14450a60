// SPDX-License-Identifier: Apache-2.0
#include "media/send/bandwidth.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace confab::media {

namespace {

using congestion::Time;
using Milliseconds = std::chrono::milliseconds;

constexpr std::size_t kProbes = 4;
constexpr double kStartBps = 800'000; // a picture at once, and no flood of a weak path
constexpr double kFloorBps = 60'000;
// Repeats and keyframes need some of what the path carries, and RTP, SRTP, UDP and IP add 6 %.
constexpr double kPictureShare = 0.88;
constexpr double kRepairRoom = 1.3; // of what is wanted: with so much more nothing needs a probe
constexpr Milliseconds kUnknownRoundTrip(100);
// Of all packets: with one copy of each, 1 % of loss leaves 0.01, and 7 % leave 0.5.
constexpr double kSomeLoss = 0.01;
constexpr double kMuchLoss = 0.07;
constexpr double kTwiceLoss = 0.03; // of 5 % a repeat of each twentieth picture is lost as well
constexpr Milliseconds kQueue(80); // more than a keyframe of ours makes
constexpr Milliseconds kCalm(5000);
// The sound takes the smaller half of what a path carries.
constexpr int kThinBps = 260'000, kThickBps = 400'000;
constexpr double kPacketBits = 1200 * 8, kPictures = 30;

Time timeOf(std::chrono::nanoseconds monotonic)
{
    return Time(std::chrono::duration_cast<Time::duration>(monotonic));
}

congestion::Estimator::Settings settingsFor(const Bandwidth::Limits& limits)
{
    const double wanted = (limits.pictureKbps + limits.soundKbps) * 1000.;
    return {.startBps = std::min(kStartBps, wanted * kRepairRoom),
            .bounds = {.floor = kFloorBps, .ceiling = wanted * 2}};
}

// A picture is as good as its worst packet: half of them should come without a repair.
double repairableKbps(double loss)
{
    if (loss < kMuchLoss)
        return std::numeric_limits<double>::max();
    const double packets = std::log(0.5) / std::log(1 - std::min(loss, 0.5));
    return packets * kPacketBits * kPictures / 1000;
}

} // namespace

Bandwidth::Bandwidth(SendPath& path, const Limits& limits)
    : path_(path), limits_(limits), estimator_(settingsFor(limits))
{
    estimator_.setWanted((limits.pictureKbps + limits.soundKbps) * 1000. * kRepairRoom);
    apply();
}

void Bandwidth::onArrived(const std::vector<PacketFate>& fates)
{
    std::vector<congestion::PacketReport> reports;
    for (const auto& fate : fates) {
        congestion::PacketReport report{.sequence = fate.sequence,
                                        .sent = timeOf(fate.left),
                                        .arrived = {},
                                        .bytes = int(fate.bytes),
                                        .cluster = clusterOf(timeOf(fate.left))};
        if (fate.arrived)
            report.arrived = std::chrono::duration_cast<std::chrono::microseconds>(*fate.arrived);
        reports.push_back(report);
    }
    const Time now = Time::clock::now();
    log_.write(now, reports);
    estimator_.onFeedback(now, reports);
    apply();
}

void Bandwidth::tick()
{
    const Time now = Time::clock::now();
    if (const std::size_t sent = path_.takeSentBytes())
        estimator_.onSent(now, int(std::min<std::size_t>(sent, 10'000'000)));
    estimator_.tick(now);
    if (const auto probe = path_.canProbe() ? estimator_.takeProbe(now) : std::nullopt) {
        path_.probe(int(probe->bps), probe->bytes, probe->packets);
        probes_.push_back({probe->cluster, now, now + probe->duration + Milliseconds(15)});
        if (probes_.size() > kProbes)
            probes_.pop_front();
    }
    const auto path = estimator_.estimate(now);
    isThin_ = path.bps < (isThin_ ? kThickBps : kThinBps);
    protectSound(path);
    apply();
}

// More at once, less when the loss has been small for a while. Not where the path is full: loss
// that we cause is mended by sending less.
void Bandwidth::protectSound(const congestion::Estimate& estimate)
{
    const bool isFull = estimate.limit == congestion::Limit::Delay;
    const int needed = isFull || estimate.loss < kSomeLoss ? 0 : estimate.loss < kMuchLoss ? 1 : 2;
    const auto affordable =
        estimate.bps / 2000 / limits_.soundKbps - 1; // half of it is the picture's
    const int wanted = int(std::clamp<std::int64_t>(affordable, 0, needed));
    const Time now = Time::clock::now();
    if (wanted >= redundancy_)
        calmSince_ = now;
    if (wanted > redundancy_ || isFull || affordable < redundancy_ || now - calmSince_ > kCalm)
        redundancy_ = wanted;
    path_.setRedundancy(redundancy_);
}

// Whatever leaves while a probe does is part of it.
int Bandwidth::clusterOf(Time sent) const
{
    for (const auto& probe : probes_)
        if (sent >= probe.begin && sent < probe.end)
            return probe.cluster;
    return 0;
}

void Bandwidth::apply()
{
    const auto path = estimate();
    const auto rtt = roundTrip();
    const auto queueing = std::chrono::duration_cast<Milliseconds>(path.queueing);
    isFull_ = path.limit == congestion::Limit::Delay || path.limit == congestion::Limit::Loss
        || queueing > kQueue;
    path_.setPath({.bitsPerSecond = int(std::min<std::int64_t>(path.bps, 1'000'000'000)),
                   .roundTrip = rtt > Milliseconds(0) ? rtt : kUnknownRoundTrip,
                   .queueing = queueing,
                   .isFull = isFull_,
                   .isLossy = path.loss >= kTwiceLoss});
}

int Bandwidth::pictureKbps() const
{
    const auto path = estimate();
    const double kbps = (double(path.bps) / 1000 - soundKbps()) * kPictureShare;
    return int(std::clamp(kbps, 0., repairableKbps(path.loss)));
}

Milliseconds Bandwidth::roundTrip() const
{
    const auto rtt = estimate().rtt;
    return rtt ? std::chrono::duration_cast<Milliseconds>(*rtt) : Milliseconds(0);
}

congestion::Estimate Bandwidth::estimate() const
{
    return estimator_.estimate(Time::clock::now());
}

} // namespace confab::media
