// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "congestion/report/units.hpp"

#include <cstdint>
#include <optional>

namespace confab::congestion {

/// What a receiver says about one packet that we have sent (transport-wide congestion control,
/// draft-holmer-rmcat-transport-wide-cc-extensions-01). Sequence numbers that were never sent make
/// no report: who matches them with what was sent leaves them out.
struct PacketReport {
    std::uint16_t sequence = 0; // of the header extension; wraps
    Time sent; // when it left, by our clock
    /// By the receiver's clock, whose epoch nobody knows, and which wraps after 2^24 x 64 ms: only
    /// differences mean anything. None: lost.
    std::optional<std::chrono::microseconds> arrived;
    int bytes = 0; // with its RTP header
    int cluster = 0; // the probe to which it belonged; 0: none
};

} // namespace confab::congestion
