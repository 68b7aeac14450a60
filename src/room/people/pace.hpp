// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <map>
#include <string>

namespace confab::room {

/// How often each may do something: so many times within any window of time. The caller brings the
/// clock; one thread at a time.
class Pace {
public:
    using Clock = std::chrono::steady_clock;

    Pace(std::size_t most, Clock::duration window) : most_(most), window_(window) { }

    bool allows(const std::string& who, Clock::time_point now)
    {
        auto& times = done_[who];
        while (!times.empty() && now - times.front() >= window_)
            times.pop_front();
        return times.size() < most_;
    }
    void count(const std::string& who, Clock::time_point now) { done_[who].push_back(now); }
    void forget(const std::string& who) { done_.erase(who); }

private:
    std::size_t most_;
    Clock::duration window_;
    std::map<std::string, std::deque<Clock::time_point>> done_; // when; those in the window
};

} // namespace confab::room
