// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "congestion/report/units.hpp"

#include <cstdint>

namespace confab::congestion {

/// An experiment that tells a full link from a bad one. For a moment no more is sent than came
/// through. If packets were lost because the link was full, that cures it; if as many are lost as
/// before, the loss does not come from our rate, and a lower one would not help. Plain value.
class LossTrial {
public:
    enum class Verdict { Pending, Congestion, Chance, Unclear };

    /// `loss`, 0 to 1, at `sentBps`. Packets count from `begins`: those on the way say nothing yet.
    LossTrial(Time begins, double loss, double sentBps);

    void add(Time sent, int bytes, bool lost);
    /// One that was lost came after all.
    void cameAfterAll() { lost_ = lost_ > 0 ? lost_ - 1 : 0; }
    /// A queue grew meanwhile: then the link is full, whatever the packets say.
    void sawQueue() { sawQueue_ = true; }
    /// Unclear: the rate has not gone down enough to say.
    Verdict verdict(Time now) const;
    /// 0 to 1, of the packets that counted.
    double loss() const;

private:
    double lossIfFull() const;

    Time begins_, last_;
    double lossBefore_, sentBefore_;
    std::int64_t bytes_ = 0;
    int packets_ = 0, lost_ = 0;
    bool sawQueue_ = false;
};

} // namespace confab::congestion
