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

void Repeats::limit(const Path& path)
{
    path_ = path;
    path_.roundTrip = std::max(path.roundTrip, std::chrono::milliseconds(10));
}

int Repeats::copies(std::uint16_t sequence, std::size_t bytes, Clock::time_point now)
{
    const double bytesPerSecond = path_.bitsPerSecond / 8.;
    const double most = std::max(kLeastBurst, bytesPerSecond * kMostSaved);
    const std::chrono::duration<double> since = now - filledAt_.value_or(now);
    budget_ = filledAt_ ? std::min(most, budget_ + since.count() * bytesPerSecond) : most;
    filledAt_ = now;
    auto& last = repeated_[sequence % repeated_.size()];
    if (last && last->sequence == sequence && now - last->at < path_.roundTrip * kPatience)
        return 0;
    const double size(bytes);
    if (budget_ < size)
        return 0;
    const int copies = path_.isLossy && budget_ >= most / 2 + size ? 2 : 1;
    budget_ -= copies * size;
    last = Repeated{sequence, now};
    return copies;
}

} // namespace confab::media
