// SPDX-License-Identifier: Apache-2.0
#include "congestion/estimator.hpp"
#include "fuzz/input.hpp"
#include "fuzz/target.hpp"
#include "fuzz/targets/targets.hpp"
#include "media/send/transport_feedback.hpp"

#include <cmath>
#include <memory>

namespace confab::fuzz {

namespace {

using namespace std::chrono_literals;

constexpr congestion::RateBounds kBounds{.floor = 60'000, .ceiling = 6'000'000};

struct Free {
    void operator()(GstStructure* structure) const { gst_structure_free(structure); }
};
using Event = std::unique_ptr<GstStructure, Free>;

/// One packet, as rtpsession tells of it.
GstStructure* packetFrom(Input& input, GstClockTime now)
{
    const auto how = input.byte();
    const auto sequence = guint(input.number(2)), size = guint(input.number(how & 1 ? 4 : 2));
    auto* packet =
        gst_structure_new("RTPTWCCPacket", "seqnum", G_TYPE_UINT, sequence, "size", G_TYPE_UINT,
                          size, "lost", G_TYPE_BOOLEAN, gboolean(how >> 1 & 1), nullptr);
    const auto left = how & 4 ? input.number(8) : now - input.number(4) * 1000;
    const auto arrived = how & 8 ? input.number(8) : input.number(4) * 1000;
    if (how & 16)
        gst_structure_set(packet, "local-ts", G_TYPE_UINT64, guint64(left), nullptr);
    if (how & 32)
        gst_structure_set(packet, "remote-ts", G_TYPE_UINT64, guint64(arrived), nullptr);
    return packet;
}

G_GNUC_BEGIN_IGNORE_DEPRECATIONS
Event eventFrom(Input& input, GstClockTime now)
{
    GValueArray* packets = g_value_array_new(0);
    for (int i = input.byte() % 32; i > 0; --i) {
        GValue value = G_VALUE_INIT;
        g_value_init(&value, GST_TYPE_STRUCTURE);
        g_value_take_boxed(&value, packetFrom(input, now));
        g_value_array_append(packets, &value);
        g_value_unset(&value);
    }
    Event event(
        gst_structure_new("RTPTWCCPackets", "packets", g_value_array_get_type(), packets, nullptr));
    g_value_array_free(packets);
    return event;
}
G_GNUC_END_IGNORE_DEPRECATIONS

/// As Bandwidth hands them to its estimator.
std::vector<congestion::PacketReport> reportsOf(const std::vector<media::PacketFate>& fates,
                                                int cluster)
{
    std::vector<congestion::PacketReport> reports;
    for (const auto& fate : fates) {
        congestion::PacketReport report{.sequence = fate.sequence,
                                        .sent = congestion::Time(fate.left),
                                        .arrived = {},
                                        .bytes = int(fate.bytes),
                                        .cluster = cluster};
        if (fate.arrived)
            report.arrived = std::chrono::duration_cast<std::chrono::microseconds>(*fate.arrived);
        reports.push_back(report);
    }
    return reports;
}

void check(const congestion::Estimate& path)
{
    must(double(path.bps) >= kBounds.floor && double(path.bps) <= kBounds.ceiling,
         "an estimate stays in its bounds");
    must(path.loss >= 0 && path.loss <= 1 && path.chanceLoss >= 0 && path.chanceLoss <= 1,
         "loss is a share");
    must(path.queueing >= 0s, "no queue is shorter than none");
    must(!path.rtt || *path.rtt >= 0s, "nothing arrives before it left");
    must(path.sentBps >= 0 && path.deliveredBps >= 0, "rates are positive");
}

} // namespace

void feedback(std::string_view bytes)
{
    Input input(bytes);
    congestion::Estimator estimator({.startBps = 800'000, .bounds = kBounds});
    estimator.setWanted(4'000'000);
    congestion::Time now(1h);
    int cluster = 0;
    while (!input.isEmpty()) {
        now += std::chrono::milliseconds(input.number(2));
        estimator.onSent(now, int(input.number(2)));
        if (const auto kind = input.byte(); kind < 200) {
            const auto event = eventFrom(input, GstClockTime(now.time_since_epoch().count()));
            const auto fates = media::readTransportFeedback(event.get());
            must(fates.has_value(), "a report is one");
            estimator.onFeedback(now, reportsOf(*fates, kind & 1 ? cluster : 0));
        } else {
            const double loss = input.byte() / 255.;
            estimator.onReceiverReport(now, loss, std::chrono::microseconds(input.number(4)));
        }
        estimator.tick(now);
        if (const auto probe = estimator.takeProbe(now)) {
            cluster = probe->cluster;
            must(probe->bps > 0 && std::isfinite(double(probe->bps)), "a probe has a rate");
        }
        check(estimator.estimate(now));
    }
}

} // namespace confab::fuzz
