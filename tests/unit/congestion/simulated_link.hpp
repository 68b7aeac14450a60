// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <functional>
#include <limits>
#include <random>

namespace confab::congestion {

/// A path as a test draws it. Times in seconds of the simulation.
struct LinkPlan {
    std::function<double(double)> bps; // what it carries, at each time
    double queue = 0.2; // seconds of its rate; what does not fit is lost
    double delay = 0.04; // one way
    double jitter = 0; // by which it is more or less, evenly spread
    bool reorders = false; // jitter may let packets overtake
    double loss = 0; // by chance, 0 to 1
    unsigned seed = 20; // of all chance
};

inline std::function<double(double)> always(double bps)
{
    return [bps](double) { return bps; };
}

/// A router's port: one queue, dropped at its tail, emptied at the link's rate, then a delay.
class SimulatedLink {
public:
    struct Packet {
        int flow = 0;
        int id = 0;
        int bytes = 0;
    };
    using Arrive = std::function<void(const Packet&, double at)>;

    SimulatedLink(LinkPlan plan, Arrive arrive) : plan_(std::move(plan)), arrive_(std::move(arrive))
    {
    }

    /// False: dropped.
    bool send(const Packet& packet, double now)
    {
        const double bps = std::max(plan_.bps(now), 1.);
        if ((waiting_ + packet.bytes) * 8 / bps > plan_.queue + 1500 * 8 / bps) {
            ++dropped_[std::size_t(packet.flow)];
            return false;
        }
        queue_.push_back({packet, packet.bytes * 8.});
        waiting_ += packet.bytes;
        return true;
    }

    /// What leaves the queue in `step` from `now` on.
    void run(double now, double step)
    {
        double left = plan_.bps(now) * step; // bits
        const double all = left;
        while (!queue_.empty() && left > 0) {
            auto& [packet, bits] = queue_.front();
            const double part = std::min(bits, left);
            bits -= part;
            left -= part;
            if (bits > 0)
                break;
            waiting_ -= packet.bytes;
            deliver(packet, now + step * (1 - left / all));
            queue_.pop_front();
        }
    }

    double queueing(double now) const { return waiting_ * 8 / std::max(plan_.bps(now), 1.); }
    int dropped(int flow) const { return dropped_[std::size_t(flow)]; }
    const LinkPlan& plan() const { return plan_; }

private:
    void deliver(const Packet& packet, double left)
    {
        if (std::uniform_real_distribution<>(0, 1)(random_) < plan_.loss)
            return;
        double at = left + plan_.delay
            + std::uniform_real_distribution<>(-plan_.jitter, plan_.jitter)(random_);
        if (!plan_.reorders)
            at = std::max(at, newest_);
        newest_ = std::max(newest_, at);
        arrive_(packet, at);
    }

    struct Waiting {
        Packet packet;
        double bits; // that have not left yet
    };
    LinkPlan plan_;
    Arrive arrive_;
    std::deque<Waiting> queue_;
    double waiting_ = 0; // bytes
    double newest_ = -std::numeric_limits<double>::infinity();
    int dropped_[2] = {};
    std::mt19937 random_{plan_.seed};
};

} // namespace confab::congestion
