// SPDX-License-Identifier: Apache-2.0
#include "congestion/estimator.hpp"

#include <algorithm>

namespace confab::congestion {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t kMostReports = 8192; // of one feedback
constexpr Duration kFeedbackPatience = 500ms, kReportPatience = 10s;
constexpr Duration kAway = 3s; // a link that was silent for so long
constexpr Duration kNoRtt = 200ms; // until one is known
constexpr Duration kLongestRtt = 5s;
constexpr int kRttWeight = 8; // RFC 6298
constexpr Duration kCalm = 1s; // after a decrease
constexpr Duration kStanding = 100ms; // a queue that no burst of ours makes
constexpr double kStarved = 0.5; // of what is sent: so little is no accident of a short time
constexpr double kIdle = 0.5; // of the estimate: what is delivered says nothing of the link
constexpr double kUnused = 0.8; // of the estimate: who sends less learns nothing of the link

} // namespace

Estimator::Estimator(const Settings& settings)
    : wanted_(settings.bounds.ceiling), rate_(settings.startBps, settings.bounds),
      reportControl_(settings.bounds), feedback_(kFeedbackPatience), reports_(kReportPatience),
      startBps_(settings.startBps), least_(settings.bounds.floor)
{
}

void Estimator::onSent(Time now, int bytes)
{
    sent_.add(now.time_since_epoch(), bytes);
    feedback_.onSent(now);
    reports_.onSent(now);
}

double Estimator::sentBps(Time now) const
{
    return sent_.bps(now.time_since_epoch()).value_or(0);
}

double Estimator::bps() const
{
    return std::min(rate_.bps(), loss_.limit().value_or(rate_.bps()));
}

void Estimator::restartDelay()
{
    delay_.reset();
    delivered_.reset();
    deliveredLately_.reset();
    probeMeter_.reset();
}

std::vector<Estimator::Arrived> Estimator::arrivedOf(Time now,
                                                     std::span<const PacketReport> reports)
{
    std::vector<Arrived> arrived;
    for (const PacketReport& report : reports.first(std::min(reports.size(), kMostReports))) {
        const auto news = filter_.take(now, report);
        if (news == ReportFilter::News::Nothing)
            continue;
        if (news == ReportFilter::News::ArrivedAfterAll)
            loss_.cameAfterAll();
        else if (report.arrived || report.sent > silentUntil_)
            loss_.add(report.sent, report.bytes, news == ReportFilter::News::Lost);
        if (!report.arrived) {
            probeMeter_.add(report, std::nullopt);
            continue;
        }
        const auto place = timeline_.place(*report.arrived, now);
        if (place.jumped) {
            restartDelay();
            arrived.clear();
        }
        arrived.push_back({&report, place.at});
    }
    std::stable_sort(arrived.begin(), arrived.end(),
                     [](const Arrived& a, const Arrived& b) { return a.at < b.at; });
    return arrived;
}

// The newest packet waited the least for the feedback.
void Estimator::learnRtt(Time now, const std::vector<Arrived>& arrived)
{
    if (arrived.empty())
        return;
    const Duration rtt = std::min<Duration>(now - arrived.back().report->sent, kLongestRtt);
    rtt_ = rtt_ ? *rtt_ + (rtt - *rtt_) / kRttWeight : rtt;
}

// Nothing came through for so long: the link was away, not full. It begins as at the start, but
// not with more than before.
void Estimator::endSilence(Time now)
{
    silentUntil_ = now;
    loss_ = {};
    restartDelay();
    rate_.set(now, std::max(rate_.bps(), std::min(beforeSilence_.value_or(0), startBps_)));
}

void Estimator::onFeedback(Time now, std::span<const PacketReport> reports)
{
    const bool isSpeakingAgain =
        std::any_of(reports.begin(), reports.end(), [](const auto& r) { return r.arrived; });
    if (isSpeakingAgain && hasFeedback_ && feedback_.silence(now) > kAway)
        endSilence(now);
    if (isSpeakingAgain)
        beforeSilence_.reset();
    const auto arrived = arrivedOf(now, reports);
    for (const Arrived& packet : arrived) {
        delivered_.add(packet.at, packet.report->bytes);
        deliveredLately_.add(packet.at, packet.report->bytes);
        delay_.add(packet.report->sent, packet.at);
        probeMeter_.add(*packet.report, packet.at);
    }
    if (arrived.empty())
        return; // nothing new, or nothing comes through: the watch goes on
    if (feedback_.missing(now))
        probes_.hurry(now);
    feedback_.onFeedback(now);
    hasFeedback_ = true;
    learnRtt(now, arrived);
    controlByDelay(now);
    takeProbeResult(now);
    controlByLoss(now);
}

// A link that has become much narrower fills its queue within one report: then the queue stands, no
// slope shows it, and the mean of half a second is of the time before.
bool Estimator::isSwamped(Time now) const
{
    const auto delivered = deliveredLately_.bps();
    return delivered && delay_.queueing() > kStanding
        && *delivered < kStarved * std::min(sentBps(now), bps());
}

void Estimator::controlByDelay(Time now)
{
    if (isSwamped(now))
        rate_.update(now, {Usage::Over, deliveredLately_.bps(), rtt_.value_or(kNoRtt)});
    else
        rate_.update(now,
                     {delay_.usage(), delivered_.bps(), rtt_.value_or(kNoRtt),
                      sentBps(now) < kIdle * bps()});
    if (rate_.takeOutgrown())
        probes_.hurry(now);
}

void Estimator::takeProbeResult(Time now)
{
    const auto result = probeMeter_.result(loss_.chance());
    if (!result)
        return;
    const double before = rate_.bps();
    probes_.onResult(now, *result, before);
    // Only the first one, of which nothing was known before, may lower the rate.
    if (delay_.usage() != Usage::Over && (result->bps > before || result->probe.cluster == 1))
        rate_.setProven(now, result->bps);
}

void Estimator::controlByLoss(Time now)
{
    double delivered = delivered_.bps().value_or(bps());
    if (isSwamped(now))
        delivered = std::min(delivered, deliveredLately_.bps().value_or(delivered));
    const double limit = loss_.limit().value_or(bps());
    const auto verdict = loss_.update(now,
                                      {.estimate = rate_.bps(),
                                       .sent = sent_.bps(now.time_since_epoch()).value_or(bps()),
                                       .delivered = delivered,
                                       .least = least_,
                                       .queueing = delay_.queueing(),
                                       .rtt = rtt_.value_or(kNoRtt),
                                       .queue = delay_.usage() == Usage::Over});
    if (verdict == LossTrial::Verdict::Chance)
        probes_.hurry(now); // it was held down for nothing
    if (verdict == LossTrial::Verdict::Congestion) {
        rate_.set(now, std::min(rate_.bps(), limit));
        rate_.wasFull(now, delivered);
    }
}

void Estimator::onReceiverReport(Time now, double loss, Duration rtt)
{
    if (!(loss >= 0 && loss <= 1) || rtt < 0s || rtt > kLongestRtt)
        return;
    reports_.onFeedback(now);
    if (hasFeedback_)
        return;
    rtt_ = rtt_ ? *rtt_ + (rtt - *rtt_) / kRttWeight : rtt;
    reportLoss_ = loss;
    rate_.set(
        now,
        reportControl_.after(now, {loss, rtt, sent_.bps(now.time_since_epoch())}, rate_.bps()));
}

void Estimator::tick(Time now)
{
    FeedbackWatch& watch = hasFeedback_ ? feedback_ : reports_;
    if (!watch.takeCut(now, rtt_.value_or(kNoRtt)))
        return;
    beforeSilence_ = beforeSilence_.value_or(rate_.bps());
    rate_.set(now, rate_.bps() / 2);
}

std::optional<Probe> Estimator::takeProbe(Time now)
{
    const bool lately = rate_.decreasedAt() && now - *rate_.decreasedAt() < kCalm;
    const auto probe =
        probes_.take(now,
                     {bps(), wanted_, sentBps(now), delay_.jitter(), rtt_.value_or(kNoRtt),
                      limit(now) == Limit::Nothing && !lately && delay_.usage() == Usage::Normal});
    if (probe)
        probeMeter_.expect(*probe);
    return probe;
}

Limit Estimator::limit(Time now) const
{
    if ((hasFeedback_ ? feedback_ : reports_).missing(now))
        return Limit::Feedback;
    if (loss_.limit())
        return Limit::Loss;
    return delay_.usage() == Usage::Normal ? Limit::Nothing : Limit::Delay;
}

Estimate Estimator::estimate(Time now) const
{
    Estimate estimate;
    estimate.bps = std::int64_t(bps());
    estimate.limit = limit(now);
    estimate.loss = hasFeedback_ ? loss_.loss() : reportLoss_;
    estimate.chanceLoss = loss_.chance();
    estimate.rtt = rtt_;
    estimate.queueing = delay_.queueing();
    estimate.sentBps = std::int64_t(sentBps(now));
    estimate.deliveredBps = std::int64_t(delivered_.bps().value_or(0));
    estimate.applicationLimited = sentBps(now) < kUnused * bps();
    return estimate;
}

} // namespace confab::congestion
