// SPDX-License-Identifier: Apache-2.0
#include "room/people/link_judge.hpp"

#include <algorithm>

namespace confab::room {

using namespace std::chrono_literals;
using wire::Link;

namespace {

constexpr auto kWarmUp = 8s; // until the best picture is there on a good path
constexpr auto kToWorse = 2s, kToBetter = 5s;
constexpr double kSomeLoss = 0.05, kMuchLoss = 0.15;
constexpr auto kSlow = 500ms;

} // namespace

Link LinkJudge::of(const LinkState& link)
{
    const double loss = std::max(link.lossDown, link.lossUp);
    const bool isTooNarrow = link.takesPictures && link.picture.width == 0;
    if (isTooNarrow || loss > kMuchLoss)
        return Link::Bad;
    return !link.best || loss > kSomeLoss || link.roundTrip > kSlow ? Link::Weak : Link::Good;
}

void LinkJudge::look(const LinkState& link, Clock::time_point now)
{
    if (!firstAt_)
        firstAt_ = now;
    if (now - *firstAt_ < kWarmUp)
        return;
    const Link is = of(link);
    if (is != seen_)
        seenSince_ = now;
    seen_ = is;
    if (now - seenSince_ >= (is > verdict_ ? kToWorse : kToBetter))
        verdict_ = is;
}

} // namespace confab::room
