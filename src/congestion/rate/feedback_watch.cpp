// SPDX-License-Identifier: Apache-2.0
#include "congestion/rate/feedback_watch.hpp"

#include <algorithm>

namespace confab::congestion {

namespace {

constexpr int kFew = 5;
constexpr auto kAtFirst = std::chrono::seconds(2);

} // namespace

void FeedbackWatch::onSent(Time now)
{
    if (!waitingSince_)
        waitingSince_ = now;
}

void FeedbackWatch::onFeedback(Time)
{
    heard_ = std::min(heard_ + 1, kFew);
    waitingSince_.reset();
    cut_.reset();
}

Duration FeedbackWatch::patience() const
{
    return heard_ < kFew ? std::max<Duration>(patience_, kAtFirst) : patience_;
}

bool FeedbackWatch::missing(Time now) const
{
    return waitingSince_ && now - *waitingSince_ > patience();
}

bool FeedbackWatch::takeCut(Time now, Duration rtt)
{
    if (!missing(now))
        return false;
    // The first interval is held; and an answer cannot be there before a round trip.
    if (now - cut_.value_or(*waitingSince_ + patience()) < std::max(patience(), rtt))
        return false;
    cut_ = now;
    return true;
}

} // namespace confab::congestion
