// SPDX-License-Identifier: Apache-2.0
#include "front/rooms/legacy.hpp"

#include <algorithm>

namespace confab::front {

void Legacy::clear()
{
    *this = {};
}

void Legacy::set(link::State state, Clock::time_point now)
{
    state_ = std::move(state);
    if (isGiven_ && !usedSince_ && !state_.participants.empty())
        usedSince_ = now;
}

namespace {

/// Nothing is recorded any more since then.
void standStill(link::RunningRecording& recording, Legacy::Clock::time_point at)
{
    const auto since = std::exchange(recording.sinceMs, 0);
    const auto atMs = duration_cast<std::chrono::milliseconds>(at.time_since_epoch()).count();
    if (since != 0)
        recording.beforeMs += std::max(0L, long(atMs) - since);
}

} // namespace

void Legacy::onDeath(Clock::time_point now, Clock::time_point lastSign)
{
    for (auto& recording : state_.recordings)
        standStill(recording, lastSign);
    due_ = !state_.layout.empty() || !state_.hosts.empty();
    const bool wasSoon = isGiven_ && (!usedSince_ || now - *usedSince_ < kSoon);
    isGiven_ = false;
    usedSince_.reset();
    soonDeaths_ = wasSoon ? soonDeaths_ + 1 : 0;
    if (soonDeaths_ > 0)
        chat_.clear();
    if (soonDeaths_ > 1)
        state_ = {.hosts = state_.hosts, .locked = state_.locked};
}

std::optional<link::Restore> Legacy::handOn(const std::function<bool(const std::string&)>& known)
{
    if (!std::exchange(due_, false))
        return std::nullopt;
    isGiven_ = true;
    link::Restore restore{.layout = state_.layout,
                          .recording = state_.recording,
                          .recordings = state_.recordings,
                          .hosts = state_.hosts,
                          .locked = state_.locked,
                          .chat = chat_.all()};
    std::erase_if(restore.hosts, [&](const auto& host) { return !known(host); });
    return restore;
}

} // namespace confab::front
