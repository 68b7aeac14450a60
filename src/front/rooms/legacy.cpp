// SPDX-License-Identifier: Apache-2.0
#include "front/rooms/legacy.hpp"

namespace confab::front {

void Legacy::clear()
{
    *this = {};
}

void Legacy::onDeath(Clock::time_point now)
{
    due_ = !state_.layout.empty() || !state_.hosts.empty();
    const bool wasSoon = givenAt_ && now - *givenAt_ < kSoon;
    givenAt_.reset();
    soonDeaths_ = wasSoon ? soonDeaths_ + 1 : 0;
    if (soonDeaths_ > 0)
        chat_.clear();
    if (soonDeaths_ > 1)
        state_ = {.hosts = state_.hosts, .locked = state_.locked};
}

std::optional<link::Restore> Legacy::handOn(const std::function<bool(const std::string&)>& known,
                                            Clock::time_point now)
{
    if (!std::exchange(due_, false))
        return std::nullopt;
    givenAt_ = now;
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
