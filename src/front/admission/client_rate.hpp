// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <map>
#include <string>

namespace confab::front {

/// How often a client may do something that costs: so many at once, and then so many a second.
/// Plain value; the caller brings the clock.
class ClientRate {
public:
    using Clock = std::chrono::steady_clock;

    /// Limit (in all): clients that are remembered. Above it: those who come new are refused
    /// until others have been quiet for a while. At it: about 1 MB.
    static constexpr std::size_t kMaxClients = 10000;

    ClientRate(double atOnce, double perSecond) : atOnce_(atOnce), perSecond_(perSecond) { }

    /// Counts one more of that client. False: that was too much, and is not counted.
    bool admits(const std::string& client, Clock::time_point now)
    {
        if (clients_.size() >= kMaxClients)
            std::erase_if(clients_, [&](const auto& c) { return left(c.second, now) >= atOnce_; });
        if (clients_.size() >= kMaxClients && !clients_.contains(client))
            return false;
        auto& budget = clients_.try_emplace(client, Budget{atOnce_, now}).first->second;
        budget = {left(budget, now), now};
        if (budget.left < 1)
            return false;
        --budget.left;
        return true;
    }

private:
    struct Budget {
        double left;
        Clock::time_point at;
    };
    double left(const Budget& budget, Clock::time_point now) const
    {
        const double seconds = std::chrono::duration<double>(now - budget.at).count();
        return std::min(atOnce_, budget.left + perSecond_ * seconds);
    }

    double atOnce_, perSecond_;
    std::map<std::string, Budget> clients_;
};

} // namespace confab::front
