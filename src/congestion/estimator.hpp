// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "congestion/delay/arrival_timeline.hpp"
#include "congestion/delay/delay_watch.hpp"
#include "congestion/estimate.hpp"
#include "congestion/loss/loss_control.hpp"
#include "congestion/probe/probe_schedule.hpp"
#include "congestion/rate/feedback_watch.hpp"
#include "congestion/rate/rate_control.hpp"
#include "congestion/rate/rate_meter.hpp"
#include "congestion/rate/report_control.hpp"
#include "congestion/report/report_filter.hpp"

#include <span>
#include <vector>

namespace confab::congestion {

/// How much one receiver's link carries, in the manner of Google congestion control: what is sent
/// and what the receiver says of it goes in, a rate and probes come out. No thread, no clock, no
/// input or output of its own; of bounded size, whatever is reported. The owner calls it from one
/// thread, with times that do not go back.
class Estimator {
public:
    struct Settings {
        double startBps = 1'000'000;
        RateBounds bounds;
    };
    explicit Estimator(const Settings& settings);

    /// The most that could be sent if the link carried it: no use in looking further.
    void setWanted(double bps) { wanted_ = bps; }
    /// Each packet that leaves, repeats and probes too.
    void onSent(Time now, int bytes);
    /// The packets of one feedback message, in any order. At most 8192 are looked at.
    void onFeedback(Time now, std::span<const PacketReport> reports);
    /// Of a receiver report. Once there has been transport-wide feedback only its RTT counts.
    void onReceiverReport(Time now, double loss, Duration rtt);
    /// A few times a second.
    void tick(Time now);
    /// A probe to be sent now, if one is wanted. Ask a few times a second, and only while packets
    /// flow.
    std::optional<Probe> takeProbe(Time now);

    Estimate estimate(Time now) const;

private:
    struct Arrived {
        const PacketReport* report;
        Duration at;
    };
    std::vector<Arrived> arrivedOf(Time now, std::span<const PacketReport> reports);
    void restartDelay();
    void endSilence(Time now);
    void learnRtt(Time now, const std::vector<Arrived>& arrived);
    void controlByDelay(Time now);
    void controlByLoss(Time now);
    void takeProbeResult(Time now);
    double bps() const;
    Limit limit(Time now) const;
    double sentBps(Time now) const;
    bool isSwamped(Time now) const;

    double wanted_;
    ReportFilter filter_;
    ArrivalTimeline timeline_;
    DelayWatch delay_;
    RateMeter sent_, delivered_;
    RateMeter deliveredLately_{std::chrono::milliseconds(200)};
    LossControl loss_;
    RateControl rate_;
    ReportControl reportControl_;
    ProbeMeter probeMeter_;
    ProbeSchedule probes_;
    FeedbackWatch feedback_, reports_;
    bool hasFeedback_ = false;
    const double startBps_, least_;
    std::optional<double> beforeSilence_; // the rate
    Time silentUntil_{}; // what was lost until then says nothing of the rate
    double reportLoss_ = 0;
    std::optional<Duration> rtt_;
};

} // namespace confab::congestion
