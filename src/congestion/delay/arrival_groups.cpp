// SPDX-License-Identifier: Apache-2.0
#include "congestion/delay/arrival_groups.hpp"

#include <algorithm>

namespace confab::congestion {

namespace {

constexpr auto kGroup = std::chrono::milliseconds(5);
constexpr auto kLongestBurst = std::chrono::milliseconds(100);
constexpr int kMostOvertaken = 3; // then the line of arrivals itself cannot be right

} // namespace

void ArrivalGroups::reset()
{
    before_.reset();
    current_.reset();
    overtaken_ = 0;
}

bool ArrivalGroups::belongs(const Group& group, Time sent, Duration arrived)
{
    if (sent - group.firstSent <= kGroup)
        return true;
    const Duration between = arrived - group.lastArrived;
    const bool caughtUp = between < sent - group.lastSent;
    return caughtUp && between <= kGroup && arrived - group.firstArrived < kLongestBurst;
}

std::optional<GroupDelta> ArrivalGroups::compare()
{
    if (!before_)
        return std::nullopt;
    const GroupDelta delta{current_->lastSent - before_->lastSent,
                           current_->lastArrived - before_->lastArrived, current_->lastArrived};
    if (delta.arrived >= Duration::zero()) {
        overtaken_ = 0;
        return delta;
    }
    if (++overtaken_ >= kMostOvertaken)
        reset();
    return std::nullopt;
}

std::optional<GroupDelta> ArrivalGroups::add(Time sent, Duration arrived)
{
    if (current_ && sent < current_->firstSent)
        return std::nullopt;
    if (current_ && belongs(*current_, sent, arrived)) {
        current_->lastSent = std::max(current_->lastSent, sent);
        current_->lastArrived = std::max(current_->lastArrived, arrived);
        return std::nullopt;
    }
    const auto delta = current_ ? compare() : std::nullopt;
    before_ = current_;
    current_ = Group{sent, sent, arrived, arrived};
    return delta;
}

} // namespace confab::congestion
