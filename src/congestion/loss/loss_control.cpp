// SPDX-License-Identifier: Apache-2.0
#include "congestion/loss/loss_control.hpp"

#include <algorithm>
#include <cmath>

namespace confab::congestion {

namespace {

using namespace std::chrono_literals;

constexpr double kLittle = 0.02, kMuch = 0.1; // lost, as in draft-ietf-rmcat-gcc-02, section 6
constexpr int kFewest = 20; // packets from which anything follows
constexpr Duration kSuspicious = 2s; // between little and much
constexpr Duration kReaction = 100ms; // of the sender to a new limit
constexpr double kCarried = 0.95; // of what came through
constexpr double kEmptying = 0.85; // of it, when there is a queue besides
constexpr Duration kQueue = 50ms;
constexpr double kLearn = 0.02; // of the difference, each feedback
constexpr int kMostUnclear = 3; // trials in which the sender did not send less

} // namespace

void LossControl::add(Time sent, int bytes, bool lost)
{
    ++packets_;
    lost_ += lost;
    if (trial_)
        trial_->add(sent, bytes, lost);
}

void LossControl::cameAfterAll()
{
    --lost_;
    if (trial_)
        trial_->cameAfterAll();
}

/// What is lost beyond chance, and beyond the deviation that so few packets have anyway.
double LossControl::beyondChance() const
{
    const int packets = window_.packets();
    if (packets < kFewest)
        return 0;
    return window_.loss() - chance_ - std::sqrt(chance_ * (1 - chance_) / packets);
}

void LossControl::learnChance()
{
    // Only down: congestion that creeps must not become chance.
    if (window_.packets() >= kFewest && window_.loss() < chance_)
        chance_ += kLearn * (window_.loss() - chance_);
}

void LossControl::beginTrial(Time now, const Input& input)
{
    const double loss = window_.loss();
    trial_.emplace(now + input.rtt + kReaction, loss, input.sent);
    // The mean of what was delivered may be of a better time.
    const double carried = std::min(input.delivered, input.sent * (1 - loss));
    const double lower = (input.queueing > kQueue ? kEmptying : kCarried) * carried;
    limit_ = std::max(input.least, std::min(input.estimate, lower));
    suspiciousSince_.reset();
}

/// Then loss is nothing that a lower rate could mend, and a trial for ever would hold the rate
/// down.
bool LossControl::cannotGoLower(const Input& input) const
{
    return limit_.value_or(input.estimate) <= input.least || unclear_ >= kMostUnclear;
}

LossTrial::Verdict LossControl::endTrial(Time now, const Input& input)
{
    auto verdict = trial_->verdict(now);
    if (verdict == LossTrial::Verdict::Pending)
        return verdict;
    if (verdict == LossTrial::Verdict::Unclear) {
        ++unclear_;
        if (!cannotGoLower(input)) {
            beginTrial(now, input);
            return verdict;
        }
        verdict = LossTrial::Verdict::Chance;
    }
    unclear_ = 0;
    if (verdict == LossTrial::Verdict::Chance)
        chance_ = trial_->loss();
    trial_.reset();
    window_ = {}; // it holds what was lost before
    return verdict;
}

void LossControl::consider(Time now, const Input& input)
{
    const double beyond = beyondChance();
    if (beyond <= kLittle) {
        suspiciousSince_.reset();
        limit_.reset();
        return learnChance();
    }
    if (!suspiciousSince_) {
        suspiciousSince_ = now;
        limit_ = input.estimate; // no higher until it is clear
    }
    if (beyond > kMuch || now - *suspiciousSince_ > kSuspicious)
        beginTrial(now, input);
}

LossTrial::Verdict LossControl::update(Time now, const Input& input)
{
    window_.add(now, packets_, lost_);
    packets_ = lost_ = 0;
    if (!trial_) {
        consider(now, input);
        return LossTrial::Verdict::Pending;
    }
    if (input.queue)
        trial_->sawQueue();
    return endTrial(now, input);
}

} // namespace confab::congestion
