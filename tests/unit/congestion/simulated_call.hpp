// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "congestion/estimator.hpp"
#include "simulated_tcp.hpp"

#include <algorithm>
#include <map>
#include <vector>

namespace confab::congestion {

/// One line of a trace: every 50 ms.
struct TraceLine {
    double at, capacity, estimate, sent, delivered, tcp; // bits per second
    double queueing; // seconds
    double loss, chance; // 0 to 1
    int dropped; // of our packets, until now
    Limit limit;
};

/// What a test wants of the call.
struct CallPlan {
    LinkPlan link;
    double wanted = 3e6; // bits per second
    double seconds = 30;
    double tcpFrom = -1, tcpUntil = -1; // another flow on the same link
    std::function<bool(double)> feedbackLost = [](double) { return false; };
    double feedbackEvery = 0.1;
    std::function<double(double)> asked; // of the encoder, for an estimate; else all of it
    Estimator::Settings settings;
};

/// A sender that paces 30 pictures a second and 50 packets of sound as the estimate says, a link, a
/// receiver that answers as browsers do, and back. Deterministic; a second takes some milliseconds.
class SimulatedCall {
public:
    explicit SimulatedCall(CallPlan plan)
        : plan_(std::move(plan)), estimator_(plan_.settings),
          link_(plan_.link, [this](auto& packet, double at) { arrive(packet, at); })
    {
        estimator_.setWanted(plan_.wanted);
    }

    const std::vector<TraceLine>& run()
    {
        constexpr double kStep = 0.001;
        for (int i = 0; i * kStep < plan_.seconds; ++i)
            step(i, i * kStep, kStep);
        return trace_;
    }

private:
    static constexpr int kLargest = 1200; // bytes
    struct Sent {
        PacketReport report;
        std::optional<double> arrived;
    };
    struct Feedback {
        double at; // when it is back
        std::vector<PacketReport> reports;
    };

    static Time timeOf(double seconds)
    {
        return Time(std::chrono::hours(30)
                    + std::chrono::duration_cast<Duration>(std::chrono::duration<double>(seconds)));
    }

    void step(int i, double now, double step)
    {
        if (i % 20 == 0)
            send(now, 120, 0);
        if (now >= nextFrame_)
            encode(now);
        if (i % 10 == 0)
            tick(now);
        pace(now, step);
        if (now >= plan_.tcpFrom && plan_.tcpFrom >= 0 && now < plan_.tcpUntil)
            tcp_.run(link_, now);
        link_.run(now, step);
        if (now >= nextFeedback_)
            answer(now);
        while (!feedback_.empty() && feedback_.front().at <= now) {
            estimator_.onFeedback(timeOf(now), feedback_.front().reports);
            feedback_.pop_front();
        }
        if (i % 50 == 0)
            note(now);
    }

    double target(double now) const
    {
        const double estimate = double(estimator_.estimate(timeOf(now)).bps);
        return std::min(plan_.wanted, plan_.asked ? plan_.asked(estimate) : estimate);
    }

    void encode(double now)
    {
        nextFrame_ += 1. / 30;
        const double rate = std::max(target(now) - 120 * 8 * 50, 20'000.);
        if (waiting_ > rate / 8 * 0.3) // too much lies in the pacer: a picture is left out
            return;
        waiting_ += rate / 8 / 30 * std::uniform_real_distribution<>(0.7, 1.3)(random_);
    }

    void tick(double now)
    {
        estimator_.tick(timeOf(now));
        if (probe_)
            return;
        probe_ = estimator_.takeProbe(timeOf(now));
        budget_ = 0;
    }

    // As SendPath does it.
    double pacing(double now) const
    {
        const Estimate path = estimator_.estimate(timeOf(now));
        const bool isFull = path.limit == Limit::Delay || path.limit == Limit::Loss
            || path.queueing > std::chrono::milliseconds(80);
        return isFull ? 1 : path.bps < 500'000 ? 1.4 : 2.5;
    }

    // pictures at a multiple of the rate, or a probe at its own: pictures first, then padding
    void pace(double now, double step)
    {
        const double rate = probe_ ? double(probe_->bps) : pacing(now) * target(now);
        budget_ = std::min(budget_ + rate / 8 * step, rate / 8 * 0.005 + kLargest);
        while (budget_ > 0 && (probe_ || waiting_ > 0)) {
            int bytes =
                int(std::min<double>(waiting_ > 0 ? std::max(waiting_, 60.) : kLargest, kLargest));
            if (probe_)
                bytes = std::min(bytes, std::max(probe_->bytes / probe_->packets, 60));
            send(now, bytes, probe_ ? probe_->cluster : 0);
            waiting_ = std::max(0., waiting_ - bytes);
            budget_ -= bytes;
            if (probe_ && (probe_->bytes -= bytes) <= 0)
                probe_.reset();
        }
    }

    void send(double now, int bytes, int cluster)
    {
        const int id = int(sent_.size());
        sent_.push_back(
            {{std::uint16_t(id + 65000), timeOf(now), std::nullopt, bytes, cluster}, {}});
        estimator_.onSent(timeOf(now), bytes);
        sentBytes_ += bytes;
        link_.send({0, id, bytes}, now);
    }

    void arrive(const SimulatedLink::Packet& packet, double at)
    {
        if (packet.flow == SimulatedTcp::kFlow)
            return tcp_.arrived(at, link_.plan().delay);
        sent_[std::size_t(packet.id)].arrived = at;
        deliveredBytes_ += packet.bytes;
    }

    // All that is known up to the newest packet that has arrived; what has not is called lost.
    void answer(double now)
    {
        nextFeedback_ = now + plan_.feedbackEvery;
        int newest = reported_;
        for (int id = reported_; id < int(sent_.size()); ++id)
            if (sent_[std::size_t(id)].arrived.value_or(now + 1) <= now)
                newest = id + 1;
        Feedback feedback{now + link_.plan().delay, {}};
        for (; reported_ < newest; ++reported_) {
            Sent& sent = sent_[std::size_t(reported_)];
            if (sent.arrived && *sent.arrived <= now)
                sent.report.arrived = receiverClock(*sent.arrived);
            feedback.reports.push_back(sent.report);
        }
        if (!feedback.reports.empty() && !plan_.feedbackLost(now))
            feedback_.push_back(std::move(feedback));
    }

    // In steps of 250 us, and its 24 bits of 64 ms wrap after five seconds of each test.
    static std::chrono::microseconds receiverClock(double at)
    {
        constexpr std::int64_t kPeriod = (1LL << 24) * 64'000;
        const auto time = (kPeriod - 5'000'000 + std::int64_t(at * 1e6)) / 250 * 250;
        return std::chrono::microseconds(time % kPeriod);
    }

    void note(double now)
    {
        const Estimate estimate = estimator_.estimate(timeOf(now));
        const double over = 0.05 / 8;
        trace_.push_back({now, link_.plan().bps(now), double(estimate.bps), sentBytes_ / over,
                          deliveredBytes_ / over, (tcp_.bytes() - tcpBytes_) / over,
                          link_.queueing(now), estimate.loss, estimate.chanceLoss, link_.dropped(0),
                          estimate.limit});
        sentBytes_ = deliveredBytes_ = 0;
        tcpBytes_ = tcp_.bytes();
    }

    CallPlan plan_;
    Estimator estimator_;
    SimulatedLink link_;
    SimulatedTcp tcp_;
    std::vector<Sent> sent_;
    std::deque<Feedback> feedback_;
    int reported_ = 0;
    double nextFrame_ = 0, nextFeedback_ = 0.05;
    double waiting_ = 0, budget_ = 0; // bytes
    std::optional<Probe> probe_;
    double sentBytes_ = 0, deliveredBytes_ = 0, tcpBytes_ = 0; // since the last line
    std::vector<TraceLine> trace_;
    std::mt19937 random_{7};
};

} // namespace confab::congestion
