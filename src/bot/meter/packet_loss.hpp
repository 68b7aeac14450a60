// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gst/gst.h>

#include <cstdint>

namespace confab::bot {

/// Packets of all received streams, as RTCP counts them.
struct PacketLoss {
    std::int64_t received = 0;
    std::int64_t lost = 0;
};

/// From webrtcbin's reply to get-stats (null: none): the sum over all inbound streams. Any thread.
PacketLoss packetLoss(const GstStructure* stats);

} // namespace confab::bot
