// SPDX-License-Identifier: Apache-2.0
#include "congestion/rate/feedback_watch.hpp"

#include <algorithm>

namespace confab::congestion {

void FeedbackWatch::onSent(Time now)
{
    if (!waitingSince_)
        waitingSince_ = now;
}

void FeedbackWatch::onFeedback(Time)
{
    waitingSince_.reset();
    cut_.reset();
}

bool FeedbackWatch::missing(Time now) const
{
    return waitingSince_ && now - *waitingSince_ > patience_;
}

bool FeedbackWatch::takeCut(Time now, Duration rtt)
{
    if (!missing(now))
        return false;
    // The first interval is held; and an answer cannot be there before a round trip.
    if (now - cut_.value_or(*waitingSince_ + patience_) < std::max(patience_, rtt))
        return false;
    cut_ = now;
    return true;
}

} // namespace confab::congestion
