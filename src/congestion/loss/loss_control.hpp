// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "congestion/loss/loss_trial.hpp"
#include "congestion/loss/loss_window.hpp"

#include <optional>

namespace confab::congestion {

/// The rate that lost packets allow. Below 2 % they do not matter; above 10 % at once, and between
/// the two after a while, a trial finds out whether they come from our rate. What does not is
/// called chance, and only what is lost beyond it counts from then on: a radio link that loses
/// every fifth packet keeps its rate. Plain value.
class LossControl {
public:
    void add(Time sent, int bytes, bool lost);
    /// One that was counted as lost came after all.
    void cameAfterAll();

    struct Input {
        double estimate = 0; // bits per second
        double sent = 0, delivered = 0; // bits per second, lately
        double least = 0; // bits per second: nobody sends less
        Duration queueing{};
        Duration rtt{};
        bool queue = false; // one grows
    };
    /// With each feedback, after its packets. Congestion: the link is full at limit().
    LossTrial::Verdict update(Time now, const Input& input);

    /// Bits per second; none: lost packets do not limit.
    std::optional<double> limit() const { return limit_; }
    /// 0 to 1, over two seconds.
    double loss() const { return window_.loss(); }
    /// What of it does not come from our rate.
    double chance() const { return chance_; }

private:
    double beyondChance() const;
    void consider(Time now, const Input& input);
    void beginTrial(Time now, const Input& input);
    LossTrial::Verdict endTrial(Time now, const Input& input);
    bool cannotGoLower(const Input& input) const;
    void learnChance();

    LossWindow window_;
    int packets_ = 0, lost_ = 0; // since the last update
    double chance_ = 0;
    std::optional<double> limit_;
    std::optional<Time> suspiciousSince_;
    std::optional<LossTrial> trial_;
    int unclear_ = 0; // trials, one after the other
};

} // namespace confab::congestion
