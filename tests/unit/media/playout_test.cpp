// SPDX-License-Identifier: Apache-2.0
#include "media/peer/playout.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <thread>

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

TEST(PlayoutTest, WhoWaitsIsFreedAtTheEnd)
{
    Playout playout;
    playout.setDelay(1h);
    std::thread waiting([&] { playout.await(0ms); });
    std::this_thread::sleep_for(20ms);
    playout.close();
    waiting.join();
    EXPECT_LT(takes([&] { playout.await(0ms); }), 1s);
}

TEST(PlayoutTest, AShorterDelayFreesWhoWaits)
{
    Playout playout;
    playout.setDelay(1h);
    std::thread waiting([&] { playout.await(0ms); });
    std::this_thread::sleep_for(20ms);
    playout.setDelay(0ms);
    waiting.join();
}

} // namespace
} // namespace confab::media
