// SPDX-License-Identifier: Apache-2.0
// The estimator on what browsers reported in real calls (tests/fixtures/paths). What was sent is
// given there: an estimate shows what is believed of a path, not what it would have led to.
#include "recorded_path.hpp"

#include <gtest/gtest.h>

namespace confab::congestion {
namespace {

constexpr double kbit = 1e3, Mbit = 1e6; // a second

/// With CONFAB_PLOT=FOLDER the trace is written there, as those of simulated calls.
Trace played(const std::string& name, double begin = 1 * Mbit)
{
    const auto path = RecordedPath::read(std::string(std::getenv("CONFAB_FIXTURES")) + "/paths/"
                                         + name + ".path");
    return {"recorded-" + name, RecordedCall(path, 4 * Mbit, begin).run()};
}

double believed(const Trace& trace, double from, double until)
{
    return trace.mean(from, until, [](auto& line) { return line.estimate; });
}

/// Part of the time in which delay or loss keeps the rate down, 0 to 1.
double limited(const Trace& trace, double from, double until)
{
    return trace.mean(from, until, [](auto& line) {
        return double(line.limit == Limit::Delay || line.limit == Limit::Loss);
    });
}

TEST(RecordedPaths, ANarrowLinkIsFoundAndNotOverrated)
{
    for (const auto& [name, bps] :
         {std::pair("down-800", 800 * kbit), {"firefox-400", 400 * kbit}}) {
        const Trace trace = played(name);
        EXPECT_GT(believed(trace, 5, 20), 0.6 * bps) << name;
        EXPECT_LT(believed(trace, 5, 20), 1.3 * bps) << name;
    }
}

TEST(RecordedPaths, AStepDownIsSeenAtOnceAndAStepUpBelieved)
{
    const Trace trace = played("step", 3.5 * Mbit);
    EXPECT_GT(believed(trace, 1, 5.5), 3 * Mbit);
    EXPECT_LT(trace.fallsBelow(600 * kbit, 5.8), 7.3);
    EXPECT_GT(believed(trace, 8, 25), 250 * kbit);
    EXPECT_LT(believed(trace, 8, 25), 500 * kbit);
    EXPECT_EQ(limited(trace, 28, 34), 0);
    EXPECT_GT(trace.estimate(33), 1.3 * trace.estimate(28));
}

TEST(RecordedPaths, LossByChanceIsNotTakenForAFullLink)
{
    const Trace trace = played("loss-10", 3 * Mbit);
    EXPECT_GT(believed(trace, 3, 16), 2 * Mbit);
    EXPECT_GT(trace.mean(3, 16, [](auto& line) { return line.chance; }), 0.05);
}

TEST(RecordedPaths, JitterIsNoQueue)
{
    const Trace trace = played("jitter", 3 * Mbit);
    EXPECT_GT(believed(trace, 1, 14), 3 * Mbit);
    EXPECT_LT(limited(trace, 1, 14), 0.1);
}

TEST(RecordedPaths, AFileThatIsNoneIsSaid)
{
    EXPECT_THROW(played("no-such"), std::runtime_error);
}

} // namespace
} // namespace confab::congestion
