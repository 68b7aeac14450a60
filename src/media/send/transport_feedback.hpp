// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gst/gst.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

namespace confab::media {

/// What a receiver says of one packet that it was sent (transport-wide congestion control).
struct PacketFate {
    std::uint16_t sequence; ///< of the header extension; wraps
    std::chrono::nanoseconds left; ///< when it left, on the monotonic clock
    std::optional<std::chrono::nanoseconds> arrived; ///< on the receiver's clock; none: lost
    std::size_t bytes; ///< RTP, without what UDP and IP add
};

/// Reads the event by which rtpsession (1.22) passes on such a report; null structure: none.
/// Packets that it does not know are left out: they were never sent, or were reported before.
std::optional<std::vector<PacketFate>> readTransportFeedback(const GstStructure* event);

} // namespace confab::media
