// SPDX-License-Identifier: Apache-2.0
#include "media/peer/playout.hpp"

namespace confab::media {

void Playout::setDelay(std::chrono::milliseconds delay)
{
    {
        std::lock_guard lock(mutex_);
        if (delay_ == delay)
            return;
        delay_ = delay;
    }
    changed_.notify_all();
}

void Playout::await(std::chrono::nanoseconds age)
{
    std::unique_lock lock(mutex_);
    const auto due = Clock::now() - std::chrono::duration_cast<Clock::duration>(age);
    while (!closed_ && delay_.count() > 0 && Clock::now() < due + delay_)
        changed_.wait_until(lock, due + delay_);
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
