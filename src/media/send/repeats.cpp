// SPDX-License-Identifier: Apache-2.0
#include "media/send/repeats.hpp"

#include <algorithm>

namespace confab::media {

namespace {

constexpr double kMostSaved = 0.5; // seconds of budget: a burst of losses is repaired at once
constexpr double kLeastBurst = 6000; // bytes
// Two requests of one report may be a little more than a round trip apart; asking earlier than that
// is impatience.
constexpr double kPatience = 0.75;

} // namespace

void Repeats::limit(int bitsPerSecond, std::chrono::milliseconds roundTrip)
{
    bytesPerSecond_ = bitsPerSecond / 8.;
    roundTrip_ = std::max(roundTrip, std::chrono::milliseconds(10));
}

bool Repeats::allow(std::uint16_t sequence, std::size_t bytes, Clock::time_point now)
{
    const double most = std::max(kLeastBurst, bytesPerSecond_ * kMostSaved);
    budget_ = filledAt_
        ? std::min(most,
                   budget_
                       + std::chrono::duration<double>(now - *filledAt_).count() * bytesPerSecond_)
        : most;
    filledAt_ = now;
    auto& last = repeated_[sequence % repeated_.size()];
    if (last && last->sequence == sequence && now - last->at < roundTrip_ * kPatience)
        return false;
    if (budget_ < double(bytes))
        return false;
    budget_ -= double(bytes);
    last = Repeated{sequence, now};
    return true;
}

} // namespace confab::media
