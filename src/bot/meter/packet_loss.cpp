// SPDX-License-Identifier: Apache-2.0
#include "bot/meter/packet_loss.hpp"

#include <gst/webrtc/webrtc.h>

#include <algorithm>

namespace confab::bot {

namespace {

void addPackets(const GstStructure* s, PacketLoss& loss)
{
    GstWebRTCStatsType type;
    if (!gst_structure_get(s, "type", GST_TYPE_WEBRTC_STATS_TYPE, &type, nullptr)
        || type != GST_WEBRTC_STATS_INBOUND_RTP)
        return;
    guint64 received = 0;
    gint lost = 0;
    gst_structure_get_uint64(s, "packets-received", &received);
    gst_structure_get_int(s, "packets-lost", &lost);
    loss.received += std::int64_t(received);
    loss.lost += std::max(lost, 0);
}

} // namespace

PacketLoss packetLoss(const GstStructure* stats)
{
    PacketLoss loss;
    for (int i = 0; stats && i < gst_structure_n_fields(stats); ++i) {
        const GValue* v =
            gst_structure_get_value(stats, gst_structure_nth_field_name(stats, guint(i)));
        if (GST_VALUE_HOLDS_STRUCTURE(v))
            addPackets(gst_value_get_structure(v), loss);
    }
    return loss;
}

} // namespace confab::bot
