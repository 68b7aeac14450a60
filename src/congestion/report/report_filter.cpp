// SPDX-License-Identifier: Apache-2.0
#include "congestion/report/report_filter.hpp"

#include <algorithm>

namespace confab::congestion {

namespace {

constexpr int kLargestPacket = 65535; // bytes
constexpr auto kOldest = std::chrono::seconds(30); // what left earlier says nothing about the link

bool canBe(Time now, const PacketReport& report)
{
    return report.bytes > 0 && report.bytes <= kLargestPacket && report.sent <= now
        && report.sent >= now - kOldest;
}

} // namespace

/// False: too old to be remembered.
bool ReportFilter::moveTo(std::uint16_t sequence)
{
    if (!newest_) {
        newest_ = sequence;
        return true;
    }
    const auto ahead = static_cast<std::int16_t>(sequence - *newest_);
    if (ahead <= 0)
        return -ahead < kRemembered;
    for (int i = 1; i <= std::min<int>(ahead, kRemembered); ++i)
        told_[(*newest_ + i) % kRemembered] = Told::Nothing;
    newest_ = sequence;
    return true;
}

ReportFilter::News ReportFilter::take(Time now, const PacketReport& report)
{
    if (!canBe(now, report) || !moveTo(report.sequence))
        return News::Nothing;
    Told& told = told_[report.sequence % kRemembered];
    if (told == Told::Arrived || (told == Told::Lost && !report.arrived))
        return News::Nothing;
    const bool wasLost = told == Told::Lost;
    told = report.arrived ? Told::Arrived : Told::Lost;
    if (!report.arrived)
        return News::Lost;
    return wasLost ? News::ArrivedAfterAll : News::Arrived;
}

} // namespace confab::congestion
