// SPDX-License-Identifier: Apache-2.0
#include "media/receive/playout.hpp"

#include <algorithm>

namespace confab::media {

namespace {

using namespace std::chrono_literals;

constexpr auto kMixWaits = 6ms; // for its pictures: 10 in view.pipeline, less what scaling takes
constexpr auto kEarly = 20ms; // two pictures of one sender wait at the mix, not more
constexpr auto kMostUneven = 100ms;
constexpr auto kNothing = 3ms; // not worth a change

} // namespace

void Playout::setRepairs(std::chrono::milliseconds delay)
{
    {
        std::lock_guard lock(mutex_);
        if (repairs_ == delay)
            return;
        repairs_ = delay;
    }
    changed_.notify_all();
}

Playout::Duration Playout::delay() const
{
    const Duration uneven = std::min<Duration>(lateness_.ofMost() - kMixWaits, kMostUneven);
    const Duration delay = std::max<Duration>(uneven, repairs_);
    return delay < kNothing ? 0ms : delay;
}

Playout::Duration Playout::await(Duration age)
{
    std::unique_lock lock(mutex_);
    lateness_.add(age);
    const auto time = Clock::now() - std::chrono::duration_cast<Clock::duration>(age);
    const auto leaves = [&] { return time + delay() - kEarly; };
    while (!closed_ && delay() > 0ms && Clock::now() < leaves())
        changed_.wait_until(lock, leaves());
    return delay();
}

Playout::Duration Playout::held() const
{
    std::lock_guard lock(mutex_);
    return delay();
}

void Playout::close()
{
    {
        std::lock_guard lock(mutex_);
        closed_ = true;
    }
    changed_.notify_all();
}

} // namespace confab::media
