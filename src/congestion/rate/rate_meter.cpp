// SPDX-License-Identifier: Apache-2.0
#include "congestion/rate/rate_meter.hpp"

#include <algorithm>

namespace confab::congestion {

namespace {

using Slot = std::chrono::duration<std::int64_t, std::centi>;
constexpr auto kShortest = std::chrono::milliseconds(150); // less says nothing

std::int64_t slotOf(Duration at)
{
    return std::chrono::floor<Slot>(at).count();
}

std::size_t indexOf(std::int64_t slot, int slots)
{
    return std::size_t(((slot % slots) + slots) % slots);
}

} // namespace

void RateMeter::add(Duration at, int bytes)
{
    if (!newest_ || at - *newest_ > kLongest) { // after a pause it begins anew
        reset();
        newest_ = began_ = at;
    }
    if (*newest_ - at >= kLongest - Slot(1))
        return;
    for (auto slot = slotOf(*newest_) + 1; slot <= slotOf(at); ++slot)
        bytes_[indexOf(slot, kSlots)] = 0;
    bytes_[indexOf(slotOf(at), kSlots)] += bytes;
    newest_ = std::max(*newest_, at);
    began_ = std::min(began_, at);
}

std::optional<double> RateMeter::bps(Duration at) const
{
    if (!newest_ || at - began_ < kShortest || at - *newest_ > kLongest)
        return std::nullopt;
    std::int64_t sum = 0;
    const auto last = slotOf(*newest_), first = slotOf(at) - slotOf(window_) + 1;
    for (auto slot = std::max(first, last - kSlots + 1); slot <= last; ++slot)
        sum += bytes_[indexOf(slot, kSlots)];
    return bpsOf(double(sum), std::min(at - began_, window_));
}

} // namespace confab::congestion
