// SPDX-License-Identifier: Apache-2.0
// The whole estimator with a paced sender on links made up here. With CONFAB_PLOT=FOLDER each
// leaves a trace for tests/bench/congestion_plot.py.
#include "trace.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <tuple>

namespace confab::congestion {
namespace {

constexpr double kbit = 1e3, Mbit = 1e6; // a second

CallPlan callOn(std::function<double(double)> bps, double wanted = 3 * Mbit)
{
    CallPlan plan;
    plan.link.bps = std::move(bps);
    plan.wanted = wanted;
    return plan;
}

class SimulatedConstantLink : public ::testing::TestWithParam<int> { };

TEST_P(SimulatedConstantLink, IsUsedWithoutAQueue)
{
    const double rate = GetParam() * kbit;
    const Trace trace("constant-" + std::to_string(GetParam()), callOn(always(rate), 4 * Mbit));
    EXPECT_GT(trace.used(8, 30), 0.8);
    const double packets = 2.5 * 1200 * 8 / rate; // two are a queue of 0.1 s at 200 kbit/s
    EXPECT_LT(trace.queueOver(std::max(0.1, packets), 8, 30), 0.1);
    EXPECT_LE(trace.dropped(8, 30), 2);
}

INSTANTIATE_TEST_SUITE_P(Kbps, SimulatedConstantLink, ::testing::Values(200, 400, 800, 1500, 3000));

TEST(SimulatedLinks, WhoJoinsOnANarrowLinkIsSoonDownToIt)
{
    const Trace trace("join-400", callOn(always(400 * kbit)));
    EXPECT_LT(trace.fallsBelow(400 * kbit, 0), 0.7);
    EXPECT_LT(trace.queueOver(0.1, 2, 8), 0.2);
    EXPECT_LT(trace.dropped(0, 30), 40);
}

TEST(SimulatedLinks, AReceiverThatBeginsSlowlyLosesNothing)
{
    CallPlan plan = callOn(always(10 * Mbit));
    plan.feedbackLost = [](double at) { return at > 0.25 && at < 1.8; };
    const Trace trace("slow-receiver", plan);
    EXPECT_GT(trace.fallsBelow(700 * kbit, 0), 30);
    EXPECT_LT(trace.reaches(3 * Mbit, 0), 5);
}

TEST(SimulatedLinks, ALinkThatWasAwayIsUsedAtOnceWhenItIsBack)
{
    CallPlan plan = callOn(always(3 * Mbit));
    plan.feedbackLost = [](double at) { return at > 10 && at < 20; };
    const Trace trace("outage", plan);
    EXPECT_LT(trace.fallsBelow(100 * kbit, 10), 16);
    EXPECT_LT(trace.reaches(600 * kbit, 20), 20.5);
    EXPECT_LT(trace.reaches(2 * Mbit, 20), 23);
}

// There is no picture below 100 kbit/s.
TEST(SimulatedLinks, WhoFellToSoundAloneComesBack)
{
    CallPlan plan = callOn([](double at) { return at >= 10 && at < 13 ? 60 * kbit : 250 * kbit; });
    plan.asked = [](double estimate) { return estimate < 100 * kbit ? 45 * kbit : estimate; };
    plan.seconds = 40;
    const Trace trace("sound-alone", plan);
    EXPECT_LT(trace.fallsBelow(100 * kbit, 10), 12);
    EXPECT_LT(trace.reaches(150 * kbit, 13), 25);
}

/// Nobody asks for less than the sound, nor for a picture below 100 kbit/s: a sender that cannot
/// send less, whatever gets lost.
double soundOrPicture(double estimate)
{
    return estimate < 100 * kbit ? 50 * kbit : estimate;
}

/// Percent that is lost, and kbit/s of the link.
class SimulatedLoss : public ::testing::TestWithParam<std::tuple<int, int>> { };

TEST_P(SimulatedLoss, ByChanceHoldsNobodyDown)
{
    const auto [percent, kbps] = GetParam();
    for (unsigned seed = 1; seed <= 12; ++seed) {
        CallPlan plan = callOn(always(kbps * kbit), 4 * Mbit);
        plan.link.loss = percent / 100.;
        plan.link.delay = 0.02;
        plan.link.seed = seed;
        plan.asked = soundOrPicture;
        plan.settings.startBps = 800 * kbit;
        plan.seconds = 12;
        const Trace trace(fmt::format("loss-{}-{}-{}", percent, kbps, seed), plan);
        const double least = std::min(500., kbps * 0.5) * kbit;
        EXPECT_GT(trace.mean(6, 12, [](auto& line) { return line.estimate; }), least)
            << "with seed " << seed;
    }
}

INSTANTIATE_TEST_SUITE_P(PercentOnKbps, SimulatedLoss,
                         ::testing::Combine(::testing::Values(2, 5, 10, 20, 30),
                                            ::testing::Values(200, 1'000'000)));

TEST(SimulatedLinks, AWideLinkIsFoundInTheFirstSeconds)
{
    const Trace trace("join-10000", callOn(always(10 * Mbit)));
    EXPECT_LT(trace.reaches(3 * Mbit, 0), 2);
}

class SimulatedStep : public ::testing::TestWithParam<double> { };

TEST_P(SimulatedStep, IsFollowedDownAndUp)
{
    CallPlan plan = callOn(stepDown(20, 40), 4 * Mbit);
    plan.link.queue = GetParam();
    plan.seconds = 60;
    const Trace trace("step-queue-" + std::to_string(int(GetParam() * 1000)), plan);
    EXPECT_LT(trace.fallsBelow(400 * kbit, 20), 20.6);
    EXPECT_GT(trace.used(24, 40), 0.6);
    EXPECT_LT(trace.queueOver(0.1, 26, 40), 0.2);
    EXPECT_LT(trace.reaches(3.2 * Mbit, 40), 50);
}

INSTANTIATE_TEST_SUITE_P(Queues, SimulatedStep, ::testing::Values(0.2, 1.));

} // namespace
} // namespace confab::congestion
