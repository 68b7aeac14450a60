// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulated_link.hpp"

#include <cmath>
#include <map>

namespace confab::congestion {

/// A download beside the call: it always has something to send, doubles its window until the first
/// loss, then adds a packet a round trip and halves it with each loss (Reno).
class SimulatedTcp {
public:
    static constexpr int kFlow = 1;
    static constexpr int kBytes = 1500;

    void run(SimulatedLink& link, double now)
    {
        now_ = now;
        const double rtt = 2 * link.plan().delay + link.queueing(now);
        while (!acks_.empty() && acks_.front() <= now)
            acknowledge();
        for (; flying_ < int(window_) && waiting(now) > 0; ++flying_)
            if (!link.send({kFlow, 0, kBytes}, now))
                loses_.push_back(now + rtt);
        while (!loses_.empty() && loses_.front() <= now)
            lose(rtt);
    }
    void arrived(double at, double delay)
    {
        acks_.push_back(at + delay);
        bytes_ += kBytes;
    }
    double bytes() const { return bytes_; }

private:
    // a window leaves in the course of some milliseconds, not as one burst
    int waiting(double now)
    {
        if (now != burstAt_) {
            burstAt_ = now;
            burst_ = 0;
        }
        return burst_++ < 2;
    }
    void acknowledge()
    {
        acks_.pop_front();
        --flying_;
        window_ += window_ < threshold_ ? 1 : 1 / window_;
    }
    void lose(double rtt)
    {
        loses_.pop_front();
        --flying_;
        if (now_ - halved_ < rtt)
            return;
        halved_ = now_;
        threshold_ = window_ = std::max(2., window_ / 2);
    }

    double now_ = 0, halved_ = -1, burstAt_ = -1;
    int burst_ = 0;
    double window_ = 10, threshold_ = 1e9; // packets
    int flying_ = 0;
    double bytes_ = 0;
    std::deque<double> acks_, loses_;
};

} // namespace confab::congestion
