// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "congestion/report/packet_report.hpp"

#include <array>

namespace confab::congestion {

/// Keeps out what says nothing new, or nothing that can be true: packets that were told before,
/// sizes and times that cannot be. Remembers the last 4096 packets. Plain value.
class ReportFilter {
public:
    enum class News { Nothing, Lost, Arrived, ArrivedAfterAll };

    /// What the report tells that was not known. ArrivedAfterAll: it was called lost before.
    News take(Time now, const PacketReport& report);

private:
    enum class Told : std::uint8_t { Nothing, Lost, Arrived };
    static constexpr int kRemembered = 4096;

    bool moveTo(std::uint16_t sequence);

    std::array<Told, kRemembered> told_{};
    std::optional<std::uint16_t> newest_;
};

} // namespace confab::congestion
