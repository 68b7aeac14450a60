// SPDX-License-Identifier: Apache-2.0
#include "media/receive/repair.hpp"
#include "media/send/pacer.hpp"
#include "media/send/repeats.hpp"
#include "media/send/transport_feedback.hpp"

#include <gtest/gtest.h>

#include <future>
#include <thread>

namespace confab::media {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

TEST(RepeatsTest, APacketAskedForManyTimesInARoundTripIsSentOnce)
{
    Repeats repeats;
    repeats.limit({.bitsPerSecond = 1'000'000, .roundTrip = 80ms});
    const Clock::time_point now{1h};
    EXPECT_EQ(repeats.copies(7, 1200, now), 1);
    EXPECT_EQ(repeats.copies(7, 1200, now + 20ms), 0);
    EXPECT_EQ(repeats.copies(7, 1200, now + 50ms), 0);
    EXPECT_EQ(repeats.copies(7, 1200, now + 90ms), 1); // the repeat was lost, too
    EXPECT_EQ(repeats.copies(8, 1200, now), 1);
    EXPECT_EQ(repeats.copies(7 + 1024, 1200, now), 1); // another packet
}

/// How many are sent, of three requests each millisecond for ten seconds at 200 kbit/s.
int sentInAStorm(bool isLossy)
{
    Repeats repeats;
    repeats.limit({.bitsPerSecond = 200'000, .roundTrip = 80ms, .isLossy = isLossy});
    int sent = 0;
    const Clock::time_point begin{1h};
    for (int ms = 0; ms < 10'000; ++ms)
        for (int i = 0; i < 3; ++i)
            sent += repeats.copies(std::uint16_t(ms * 3 + i), 1000, begin + ms * 1ms);
    return sent;
}

TEST(RepeatsTest, AStormGetsNoMoreThanItsShare)
{
    for (const bool isLossy : {false, true}) {
        EXPECT_LE(sentInAStorm(isLossy), 250 + 13); // 200 kbit/s for 10 s, and what it may save
        EXPECT_GE(sentInAStorm(isLossy), 200);
    }
}

TEST(RepeatsTest, WhereMuchGetsLostARepeatGoesTwice)
{
    Repeats repeats;
    repeats.limit({.bitsPerSecond = 1'000'000, .roundTrip = 80ms, .isLossy = true});
    const Clock::time_point now{1h};
    EXPECT_EQ(repeats.copies(7, 1200, now), 2);
    EXPECT_EQ(repeats.copies(7, 1200, now + 20ms), 0);
    EXPECT_EQ(repeats.copies(7, 1200, now + 90ms), 2);
}

TEST(RepairTest, APictureIsWaitedForAsLongAsItTakesToComeAgain)
{
    EXPECT_GE(patienceFor(true, 80ms, 5ms, 0), 80ms + 34ms + 10ms);
    EXPECT_GT(patienceFor(true, 200ms, 5ms, 0), patienceFor(true, 80ms, 5ms, 0));
    EXPECT_GE(patienceFor(true, 80ms, 5ms, 0.05), 3 * 80ms) << "a repeat gets lost as well";
    EXPECT_GE(patienceFor(true, 80ms, 5ms, 0.2), 6 * 100ms);
    EXPECT_GE(patienceFor(true, 200ms, 5ms, 0.02), 3 * 220ms);
    EXPECT_LE(patienceFor(false, 200ms, 0ms, 0.2), 30ms) << "sound is not sent again";
    EXPECT_GE(patienceFor(false, 0ms, 30ms, 0), 60ms);
    EXPECT_EQ(patienceFor(true, 10s, 10s, 1), 800ms);
    EXPECT_EQ(patienceFor(false, 0ms, 0ms, 0), 20ms);
}

TEST(TransportFeedbackTest, OtherEventsAreNone)
{
    EXPECT_FALSE(readTransportFeedback(nullptr));
    GstStructure* other = gst_structure_new_empty("GstForceKeyUnit");
    EXPECT_FALSE(readTransportFeedback(other));
    gst_structure_free(other);
    GstStructure* empty = gst_structure_new_empty("RTPTWCCPackets");
    EXPECT_TRUE(readTransportFeedback(empty));
    EXPECT_TRUE(readTransportFeedback(empty)->empty());
    gst_structure_free(empty);
}

TEST(PacerTest, HoldsNothingBackBeforeItHasARate)
{
    Pacer pacer;
    const auto begin = Clock::now();
    for (int i = 0; i < 1000; ++i)
        ASSERT_EQ(pacer.awaitPicture(1200), Pacer::Turn::Go);
    EXPECT_LT(Clock::now() - begin, 1s);
}

TEST(PacerTest, SpreadsAKeyframe)
{
    Pacer pacer;
    pacer.setRate(2'400'000); // 300 kB/s
    const auto begin = Clock::now();
    for (int i = 0; i < 50; ++i)
        ASSERT_EQ(pacer.awaitPicture(1200), Pacer::Turn::Go); // 60 kB
    EXPECT_GT(Clock::now() - begin, 150ms);
}

TEST(PacerTest, ACloseFreesWhoWaits)
{
    Pacer pacer;
    pacer.setRate(8'000);
    pacer.awaitPicture(1500);
    auto waiting = std::async(std::launch::async, [&] { return pacer.awaitPicture(100'000); });
    auto repeat = std::async(std::launch::async, [&] { return pacer.awaitRepeat(100'000); });
    EXPECT_EQ(waiting.wait_for(50ms), std::future_status::timeout);
    pacer.close();
    EXPECT_EQ(waiting.get(), Pacer::Turn::Closed);
    EXPECT_EQ(repeat.get(), Pacer::Turn::Closed);
    EXPECT_EQ(pacer.awaitPicture(1), Pacer::Turn::Closed);
}

TEST(PacerTest, WhatIsGivenUpWaitsNoLongerAndWhatFollowsWaits)
{
    Pacer pacer;
    pacer.setRate(8'000);
    pacer.awaitPicture(1500);
    auto waiting = std::async(std::launch::async, [&] { return pacer.awaitPicture(100'000); });
    EXPECT_EQ(waiting.wait_for(50ms), std::future_status::timeout);
    pacer.giveUp(1500);
    EXPECT_EQ(waiting.get(), Pacer::Turn::GivenUp);
    auto next = std::async(std::launch::async, [&] { return pacer.awaitPicture(1500); });
    EXPECT_EQ(next.wait_for(50ms), std::future_status::timeout);
    pacer.close();
}

TEST(PacerTest, AFasterRateFreesWhoWaits)
{
    Pacer pacer;
    pacer.setRate(8'000); // a packet in 1.2 s
    pacer.awaitPicture(1500);
    pacer.awaitPicture(1500);
    auto waiting = std::async(std::launch::async, [&] { return pacer.awaitPicture(1500); });
    pacer.setRate(80'000'000);
    EXPECT_EQ(waiting.wait_for(900ms), std::future_status::ready);
    pacer.close();
}

} // namespace
} // namespace confab::media
