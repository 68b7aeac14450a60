// SPDX-License-Identifier: Apache-2.0
#include "media/receive/playout.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <future>

namespace confab::media {
namespace {

using namespace std::chrono_literals;
using Clock = Playout::Clock;

Clock::duration takes(const std::function<void()>& act)
{
    const auto begin = Clock::now();
    act();
    return Clock::now() - begin;
}

TEST(PlayoutTest, NothingWaitsAtFirst)
{
    Playout playout;
    EXPECT_LT(takes([&] { EXPECT_EQ(playout.await(0ms), 0ms); }), 50ms);
}

TEST(PlayoutTest, APictureLeavesALittleBeforeItIsDue)
{
    Playout playout;
    playout.setRepairs(120ms);
    EXPECT_GE(takes([&] { EXPECT_EQ(playout.await(20ms), 120ms); }), 80ms);
    EXPECT_LT(takes([&] { EXPECT_EQ(playout.await(130ms), 120ms); }), 50ms)
        << "a repaired one is late already";
}

// The wait for what is early does not make it later still.
TEST(PlayoutTest, PicturesThatComeUnevenlyAreDueEvenly)
{
    Playout playout;
    for (int i = 0; i < 32; ++i)
        playout.await(i % 4 == 0 ? 24ms : 5ms);
    EXPECT_EQ(playout.await(5ms), 18ms) << "the mix waits for 6";
    EXPECT_EQ(playout.await(24ms), 18ms);
}

TEST(PlayoutTest, WhatAlwaysComesInTimeIsDueAtOnce)
{
    Playout playout;
    for (int i = 0; i < 32; ++i)
        EXPECT_EQ(playout.await(i % 2 == 0 ? 3ms : 8ms), 0ms);
}

TEST(PlayoutTest, NothingIsDueLongAfterItsTimeForItsUnevennessAlone)
{
    Playout playout;
    for (int i = 0; i < 32; ++i)
        playout.await(900ms);
    EXPECT_EQ(playout.await(900ms), 100ms);
}

/// Somebody who waits for an hour.
std::future<void> waitingFor(Playout& playout)
{
    playout.setRepairs(1h);
    auto waiting = std::async(std::launch::async, [&] { playout.await(0ms); });
    EXPECT_EQ(waiting.wait_for(50ms), std::future_status::timeout);
    return waiting;
}

TEST(PlayoutTest, WhoWaitsIsFreedAtTheEnd)
{
    Playout playout;
    const auto waiting = waitingFor(playout);
    playout.close();
    EXPECT_EQ(waiting.wait_for(5s), std::future_status::ready);
    EXPECT_LT(takes([&] { playout.await(0ms); }), 1s);
}

TEST(PlayoutTest, AShorterDelayFreesWhoWaits)
{
    Playout playout;
    const auto waiting = waitingFor(playout);
    playout.setRepairs(0ms);
    EXPECT_EQ(waiting.wait_for(5s), std::future_status::ready);
}

} // namespace
} // namespace confab::media
