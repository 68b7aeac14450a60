// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "congestion/report/units.hpp"

#include <cstdint>
#include <optional>

namespace confab::congestion {

/// What keeps a rate from being higher. Nothing: it is enough, or still growing.
enum class Limit { Nothing, Delay, Loss, Feedback };

/// What is known of the way to one receiver.
struct Estimate {
    std::int64_t bps = 0; // that may be sent, with everything: sound, picture, repeats
    Limit limit = Limit::Nothing;
    double loss = 0; // 0 to 1, of the last two seconds
    double chanceLoss = 0; // what of it does not come from our rate
    std::optional<Duration> rtt;
    Duration queueing{}; // time that packets wait on the way, over the least seen lately
    std::int64_t sentBps = 0, deliveredBps = 0; // over half a second; 0: not known
    bool applicationLimited = false; // so little is sent that it says nothing about the link
};

} // namespace confab::congestion
