// SPDX-License-Identifier: Apache-2.0
#include "media/peer/playout.hpp"

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
    EXPECT_LT(takes([&] { playout.await(0ms); }), 50ms);
}

TEST(PlayoutTest, APictureLeavesThatLongAfterItWasDue)
{
    Playout playout;
    playout.setDelay(120ms);
    EXPECT_GE(takes([&] { playout.await(20ms); }), 100ms);
    EXPECT_LT(takes([&] { playout.await(130ms); }), 50ms) << "a repaired one is late already";
}

/// Somebody who waits for an hour.
std::future<void> waitingFor(Playout& playout)
{
    playout.setDelay(1h);
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
    playout.setDelay(0ms);
    EXPECT_EQ(waiting.wait_for(5s), std::future_status::ready);
}

} // namespace
} // namespace confab::media
