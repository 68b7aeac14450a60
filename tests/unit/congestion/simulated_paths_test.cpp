// SPDX-License-Identifier: Apache-2.0
// Paths that are never still: their rate changes slowly, packets tremble, somebody else downloads,
// reports get lost, reports are nonsense.
#include "trace.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <tuple>

namespace confab::congestion {
namespace {

constexpr double kbit = 1e3, Mbit = 1e6; // a second

CallPlan callOn(std::function<double(double)> bps, double seconds)
{
    CallPlan plan;
    plan.link.bps = std::move(bps);
    plan.wanted = 4 * Mbit;
    plan.seconds = seconds;
    return plan;
}

/// From 3 Mbit/s to 300 kbit/s in 20 s, and back as slowly.
double ramp(double at)
{
    const double way = at < 30 ? (at - 10) / 20 : (50 - at) / 20;
    return 3 * Mbit - 2.7 * Mbit * std::clamp(way, 0., 1.);
}

TEST(SimulatedPaths, ARampIsFollowedDownAndUp)
{
    const Trace trace("ramp", callOn(ramp, 60));
    EXPECT_GT(trace.used(10, 30), 0.7);
    EXPECT_LT(trace.queueOver(0.15, 10, 32), 0.25); // at its end a third is gone in each second
    EXPECT_GT(trace.used(32, 60), 0.6);
}

/// Milliseconds by which packets come earlier or later, and whether they overtake each other.
class SimulatedJitter : public ::testing::TestWithParam<std::tuple<int, bool>> { };

TEST_P(SimulatedJitter, IsNoQueue)
{
    CallPlan plan = callOn(always(2 * Mbit), 30);
    plan.link.delay = 0.1;
    const auto [ms, reorders] = GetParam();
    plan.link.jitter = ms / 1000.;
    plan.link.reorders = reorders;
    const Trace trace(fmt::format("jitter-{}{}", ms, reorders ? "-reordered" : ""), plan);
    EXPECT_GT(trace.used(10, 30), 0.6);
    EXPECT_LT(trace.queueOver(0.15, 10, 30), 0.1);
}

INSTANTIATE_TEST_SUITE_P(Paths, SimulatedJitter,
                         ::testing::Combine(::testing::Values(5, 15, 30), ::testing::Bool()));

// Two pictures fill it. Of one of 20 ms half a picture's packets are too much: 5 % get lost.
TEST(SimulatedPaths, AShallowQueueIsNotOverrun)
{
    CallPlan plan = callOn(always(800 * kbit), 40);
    plan.link.queue = 0.05;
    const Trace trace("shallow", plan);
    EXPECT_GT(trace.used(10, 40), 0.6);
    EXPECT_LT(trace.dropped(10, 40), 60) << "of about 2500";
}

/// Seconds of the queue that both share.
class SimulatedDownload : public ::testing::TestWithParam<double> { };

TEST_P(SimulatedDownload, LeavesAPictureAndGivesAllBack)
{
    CallPlan plan = callOn(always(3 * Mbit), 60);
    plan.link.queue = GetParam();
    plan.tcpFrom = 15;
    plan.tcpUntil = 40;
    const Trace trace("download-" + std::to_string(int(GetParam() * 1000)), plan);
    EXPECT_GT(trace.delivered(20, 40), 200 * kbit);
    EXPECT_LT(trace.reaches(2 * Mbit, 42), 52);
}

INSTANTIATE_TEST_SUITE_P(Queues, SimulatedDownload, ::testing::Values(0.1, 0.3, 1.));

TEST(SimulatedPaths, LostReportsHoldNobodyDown)
{
    CallPlan plan = callOn(always(2 * Mbit), 30);
    std::mt19937 random(3);
    plan.feedbackLost = [random](double) mutable { return random() % 3 == 0; };
    const Trace trace("lost-reports", plan);
    EXPECT_GT(trace.used(10, 30), 0.7);
    EXPECT_LT(trace.queueOver(0.15, 10, 30), 0.1);
}

TEST(SimulatedPaths, RareReportsAreEnough)
{
    CallPlan plan = callOn(stepDown(15, 30), 45);
    plan.feedbackEvery = 0.25;
    const Trace trace("rare-reports", plan);
    EXPECT_LT(trace.fallsBelow(400 * kbit, 15), 17);
    EXPECT_LT(trace.reaches(2 * Mbit, 30), 42);
}

// What a hostile receiver says is kept within bounds, and what it costs is its own picture.
TEST(EstimatorTest, NonsenseLeavesItWithinItsBounds)
{
    const Estimator::Settings settings;
    Estimator estimator(settings);
    estimator.setWanted(3 * Mbit);
    std::mt19937 random(5);
    Time now{std::chrono::hours(30)};
    const auto any = [&] { return std::int64_t(random()) << 32 | random(); };
    for (int round = 0; round < 2000; ++round) {
        now += std::chrono::milliseconds(random() % 300);
        std::vector<PacketReport> reports(random() % 64);
        for (auto& report : reports) {
            report.sequence = std::uint16_t(random());
            report.sent = now - Duration(any() % 1'000'000'000'000);
            if (random() % 4)
                report.arrived = std::chrono::microseconds(any());
            report.bytes = int(random() % 3000) - 1000;
            report.cluster = int(random() % 5) - 1;
        }
        estimator.onSent(now, int(random() % 3000));
        estimator.onFeedback(now, reports);
        estimator.onReceiverReport(now, double(any()), Duration(any() / 2));
        estimator.tick(now);
        const auto probe = estimator.takeProbe(now);
        const Estimate estimate = estimator.estimate(now);
        ASSERT_GE(double(estimate.bps), settings.bounds.floor);
        ASSERT_LE(double(estimate.bps), settings.bounds.ceiling);
        ASSERT_TRUE(estimate.loss >= 0 && estimate.loss <= 1) << estimate.loss;
        ASSERT_TRUE(!probe || (probe->bps > 0 && probe->bytes > 0 && probe->bytes < 1'000'000));
    }
}

} // namespace
} // namespace confab::congestion
