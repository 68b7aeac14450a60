// SPDX-License-Identifier: Apache-2.0
#include "front/admission/client_rate.hpp"
#include "front/admission/join_queue.hpp"
#include "front/admission/start_queue.hpp"

#include "support/loop_fixture.hpp"

#include <gmock/gmock.h>

namespace confab::front {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

constexpr JoinQueue::Clock::time_point kStart(1h);

std::string nextOf(JoinQueue& queue, JoinQueue::Clock::time_point now = kStart)
{
    const auto join = queue.next(now);
    return join ? join->participant : "";
}

JoinQueue queueOf(const std::vector<std::string>& participants)
{
    JoinQueue queue;
    for (const auto& participant : participants)
        queue.add({.participant = participant}, kStart);
    return queue;
}

TEST(JoinQueue, TwoAtATimeInTheirOrder)
{
    auto queue = queueOf({"a", "b", "c", "d"});
    EXPECT_EQ(nextOf(queue), "a");
    EXPECT_EQ(nextOf(queue), "b");
    EXPECT_EQ(nextOf(queue), "");
    queue.answered("b");
    EXPECT_EQ(nextOf(queue), "c");
    EXPECT_EQ(nextOf(queue), "");
    queue.answered("nobody");
    EXPECT_EQ(nextOf(queue), "");
}

TEST(JoinQueue, WhoLeavesBeforeTheirTurnIsNoWork)
{
    auto queue = queueOf({"a", "b"});
    EXPECT_TRUE(queue.take("a"));
    EXPECT_FALSE(queue.take("a"));
    EXPECT_EQ(nextOf(queue), "b");
    EXPECT_TRUE(queue.isEmpty());
}

TEST(JoinQueue, ANewerConnectionOfTheSameOneGoesToTheEnd)
{
    auto queue = queueOf({"a", "b", "a"});
    EXPECT_EQ(nextOf(queue), "b");
    EXPECT_EQ(nextOf(queue), "a");
    EXPECT_TRUE(queue.isEmpty());
}

TEST(JoinQueue, AJoinThatIsNeverAnsweredHoldsNobodyUpForEver)
{
    auto queue = queueOf({"a", "b", "c"});
    nextOf(queue), nextOf(queue);
    EXPECT_EQ(nextOf(queue, kStart + JoinQueue::kGivenUp - 1ms), "");
    EXPECT_EQ(nextOf(queue, kStart + JoinQueue::kGivenUp), "c");
}

TEST(JoinQueue, WhatAProcessHadInWorkGoesWithIt)
{
    auto queue = queueOf({"a", "b", "c"});
    nextOf(queue), nextOf(queue);
    queue.forgetWork();
    EXPECT_EQ(nextOf(queue), "c");
}

TEST(JoinQueue, WhoWaitsForLongIsKnownWithThoseBefore)
{
    auto queue = queueOf({"a", "b"});
    queue.add({.participant = "c"}, kStart + 1s);
    EXPECT_THAT(queue.slow(1s, kStart), IsEmpty());
    EXPECT_THAT(queue.slow(1s, kStart + 1s), ElementsAre(Pair("a", 0), Pair("b", 1)));
}

TEST(JoinQueue, IsBounded)
{
    JoinQueue queue;
    for (std::size_t i = 0; i < JoinQueue::kMaxWaiting; ++i) {
        EXPECT_FALSE(queue.isFull());
        queue.add({.participant = std::to_string(i)}, kStart);
    }
    EXPECT_TRUE(queue.isFull());
}

TEST(ClientRate, ManyAtOnceAndThenAFewASecond)
{
    ClientRate rate(3, 2);
    for (int i = 0; i < 3; ++i)
        EXPECT_TRUE(rate.admits("a", kStart));
    EXPECT_FALSE(rate.admits("a", kStart));
    EXPECT_TRUE(rate.admits("b", kStart)) << "another client is not concerned";
    EXPECT_TRUE(rate.admits("a", kStart + 500ms));
    EXPECT_FALSE(rate.admits("a", kStart + 900ms));
    for (int i = 0; i < 3; ++i)
        EXPECT_TRUE(rate.admits("a", kStart + 1h));
    EXPECT_FALSE(rate.admits("a", kStart + 1h));
}

TEST(ClientRate, AFloodOfClientsEndsAndIsForgotten)
{
    ClientRate rate(2, 1);
    for (std::size_t i = 0; i < ClientRate::kMaxClients; ++i)
        rate.admits(std::to_string(i), kStart);
    EXPECT_FALSE(rate.admits("new", kStart));
    EXPECT_TRUE(rate.admits("7", kStart));
    EXPECT_TRUE(rate.admits("new", kStart + 10s));
}

class StartQueueTest : public test::LoopFixture {
protected:
    void wait(const std::string& client, const std::string& room)
    {
        tickets_[room] = queue_.wait(client, [this, room] { begun_.push_back(room); });
    }
    /// Which have begun by now.
    std::vector<std::string> begun()
    {
        runUntil([] { return false; }, 5ms);
        return std::exchange(begun_, {});
    }

    StartQueue queue_{loop_, 2};
    std::vector<std::string> begun_;
    std::map<std::string, StartQueue::Ticket> tickets_;
};

TEST_F(StartQueueTest, AFewAtATimeInTheirOrder)
{
    for (const char* room : {"a", "b", "c", "d"})
        wait("", room);
    EXPECT_THAT(begun_, IsEmpty()) << "never from inside a call";
    EXPECT_THAT(begun(), ElementsAre("a", "b"));
    tickets_.erase("b");
    EXPECT_THAT(begun(), ElementsAre("c"));
    tickets_.clear();
    EXPECT_THAT(begun(), IsEmpty()) << "who is not there any more does not start";
}

TEST_F(StartQueueTest, AClientWithManyRoomsLetsOthersThrough)
{
    for (const char* room : {"m1", "m2", "m3", "m4"})
        wait("mallory", room);
    wait("ann", "a");
    EXPECT_THAT(begun(), ElementsAre("m1", "m2"));
    tickets_.erase("m1");
    EXPECT_THAT(begun(), ElementsAre("a"));
    tickets_.erase("m2");
    EXPECT_THAT(begun(), ElementsAre("m3"));
}

TEST_F(StartQueueTest, WhoGivesUpFreesTheirPlace)
{
    for (const char* room : {"a", "b", "c", "d"})
        wait("", room);
    tickets_["c"] = {};
    tickets_["a"] = {};
    EXPECT_THAT(begun(), ElementsAre("b", "d"));
}

} // namespace
} // namespace confab::front
