// SPDX-License-Identifier: Apache-2.0
#include "congestion/loss/loss_trial.hpp"

#include <algorithm>
#include <cmath>

namespace confab::congestion {

namespace {

constexpr auto kLongest = std::chrono::seconds(4);
constexpr double kLostEnough = 8; // packets that should be lost if nothing has changed
constexpr double kFewest = 20, kMost = 400; // packets
constexpr double kClear = 0.6; // of the loss before: so far from it must be what a full link loses
constexpr double kGone = 0.25; // of the loss before
constexpr double kWorse = 1.5; // of the loss before: the link itself has changed

} // namespace

LossTrial::LossTrial(Time begins, double loss, double sentBps)
    : begins_(begins), last_(begins), lossBefore_(loss), sentBefore_(sentBps)
{
}

void LossTrial::add(Time sent, int bytes, bool lost)
{
    if (sent < begins_)
        return;
    last_ = std::max(last_, sent);
    bytes_ += bytes;
    ++packets_;
    lost_ += lost;
}

double LossTrial::loss() const
{
    return packets_ > 0 ? double(lost_) / packets_ : 0;
}

/// What a full link, which carries as much as before, would lose at the rate of now.
double LossTrial::lossIfFull() const
{
    if (last_ <= begins_)
        return lossBefore_;
    const double carried = sentBefore_ * (1 - lossBefore_);
    return std::max(0., 1 - carried / bpsOf(double(bytes_), last_ - begins_));
}

LossTrial::Verdict LossTrial::verdict(Time now) const
{
    const double enough = std::clamp(std::ceil(kLostEnough / lossBefore_), kFewest, kMost);
    if (packets_ < enough && now - begins_ < kLongest)
        return Verdict::Pending;
    if (packets_ < int(kFewest) / 2 || sawQueue_)
        return Verdict::Congestion;
    if (loss() <= kGone * lossBefore_)
        return Verdict::Congestion; // a lower rate was all it took, or it was a passing thing
    const double ifFull = lossIfFull();
    if (loss() < (ifFull + lossBefore_) / 2 && ifFull < kClear * lossBefore_)
        return Verdict::Congestion;
    return ifFull < kClear * lossBefore_ && loss() < kWorse * lossBefore_ ? Verdict::Chance
                                                                          : Verdict::Unclear;
}

} // namespace confab::congestion
