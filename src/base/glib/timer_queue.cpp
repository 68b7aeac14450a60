// SPDX-License-Identifier: Apache-2.0
#include "base/glib/timer_queue.hpp"

#include <algorithm>
#include <map>

namespace confab {

struct TimerQueue::State : std::enable_shared_from_this<State> {
    explicit State(const Loop& l) : loop(l) { }
    void arm();
    void callDue();

    Loop loop;
    std::map<Key, std::function<void()>> calls;
    std::uint64_t last = 0;
    Clock::time_point armed = Clock::time_point::max();
    Timer timer;
};

// Who is cancelled leaves the timer as it is: it wakes up once for nothing.
void TimerQueue::State::arm()
{
    if (calls.empty() || calls.begin()->first.first >= armed)
        return;
    armed = calls.begin()->first.first;
    const auto delay = std::chrono::ceil<std::chrono::milliseconds>(armed - Clock::now());
    timer = Timer::once(loop, std::max(delay, std::chrono::milliseconds(0)), [this] { callDue(); });
}

void TimerQueue::State::callDue()
{
    const auto self = shared_from_this(); // a call may end the queue
    const auto now = Clock::now();
    armed = Clock::time_point::max();
    while (!calls.empty() && calls.begin()->first.first <= now)
        calls.extract(calls.begin()).mapped()();
    arm();
}

TimerQueue::TimerQueue(const Loop& loop) : state_(std::make_shared<State>(loop)) { }

TimerQueue::~TimerQueue()
{
    const auto calls = std::exchange(state_->calls, {}); // their own alarms go with them
}

TimerQueue::Alarm TimerQueue::once(std::chrono::milliseconds delay, std::function<void()> f)
{
    const Key key{Clock::now() + delay, ++state_->last};
    state_->calls.emplace(key, std::move(f));
    state_->arm();
    return {state_, key};
}

TimerQueue::Alarm::~Alarm()
{
    if (const auto state = state_.lock())
        const auto call = state->calls.extract(key_); // gone before what it holds goes
}

} // namespace confab
