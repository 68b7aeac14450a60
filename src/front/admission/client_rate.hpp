// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "front/net/flow/rate_bucket.hpp"

#include <cstddef>
#include <map>
#include <string>

namespace confab::front {

/// How often a client may do something that costs: so many at once, and then so many a second.
/// Plain value; the caller brings the clock.
class ClientRate {
public:
    using Clock = RateBucket::Clock;

    /// Limit (in all): clients that are remembered. Above it: those who come new are refused
    /// until others have been quiet for a while. At it: about 1 MB.
    static constexpr std::size_t kMaxClients = 10000;

    ClientRate(double atOnce, double perSecond) : atOnce_(atOnce), perSecond_(perSecond) { }

    /// Counts one more of that client. False: that was too much, and is not counted.
    bool admits(const std::string& client, Clock::time_point now)
    {
        if (clients_.size() >= kMaxClients)
            std::erase_if(clients_, [&](const auto& c) { return c.second.isHalfFull(now); });
        if (clients_.size() >= kMaxClients && !clients_.contains(client))
            return false;
        // A bucket is open until it owes something: with one less there are `atOnce` of them.
        auto& bucket =
            clients_.try_emplace(client, RateBucket(perSecond_, atOnce_ - 1)).first->second;
        if (bucket.wait(now).count() > 0)
            return false;
        bucket.take(1, now);
        return true;
    }

private:
    double atOnce_, perSecond_;
    std::map<std::string, RateBucket> clients_;
};

} // namespace confab::front
