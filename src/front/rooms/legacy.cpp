// SPDX-License-Identifier: Apache-2.0
#include "front/rooms/legacy.hpp"

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

void Legacy::onDeath(Clock::time_point now)
{
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
