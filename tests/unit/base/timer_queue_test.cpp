// SPDX-License-Identifier: Apache-2.0
#include "base/glib/timer_queue.hpp"

#include "support/loop_fixture.hpp"

#include <gmock/gmock.h>

#include <optional>
#include <vector>

namespace confab {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

class TimerQueueTest : public test::LoopFixture {
protected:
    TimerQueue::Alarm note(std::chrono::milliseconds delay, int what)
    {
        return queue_->once(delay, [this, what] { heard_.push_back(what); });
    }

    std::optional<TimerQueue> queue_{loop_};
    std::vector<int> heard_;
};

TEST_F(TimerQueueTest, CallsInTheOrderOfTheirTimes)
{
    const auto third = note(30ms, 3), first = note(0ms, 1), second = note(15ms, 2);
    EXPECT_TRUE(runUntil([&] { return heard_.size() == 3; }));
    EXPECT_THAT(heard_, ElementsAre(1, 2, 3));
}

TEST_F(TimerQueueTest, WhoIsCancelledIsNotCalled)
{
    auto first = note(5ms, 1);
    const auto second = note(10ms, 2);
    first = {};
    EXPECT_TRUE(runUntil([&] { return !heard_.empty(); }));
    EXPECT_THAT(heard_, ElementsAre(2));
}

TEST_F(TimerQueueTest, AlarmMayBeSetAnewInsideItsCall)
{
    TimerQueue::Alarm alarm;
    const std::function<void()> again = [&] {
        heard_.push_back(0);
        if (heard_.size() < 5)
            alarm = queue_->once(1ms, again);
    };
    alarm = queue_->once(1ms, again);
    EXPECT_TRUE(runUntil([&] { return heard_.size() == 5; }));
}

TEST_F(TimerQueueTest, NobodyIsCalledAfterItsEnd)
{
    const auto ends = queue_->once(1ms, [this] { queue_.reset(); });
    const auto late = note(1ms, 1), later = note(10ms, 2);
    EXPECT_TRUE(runUntil([&] { return !queue_; }));
    EXPECT_FALSE(runUntil([&] { return !heard_.empty(); }, 30ms));
}

} // namespace
} // namespace confab
