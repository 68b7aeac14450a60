// SPDX-License-Identifier: Apache-2.0
#include "room/picture/floor.hpp"

namespace confab::room {

namespace {

constexpr auto kHold = std::chrono::seconds(2);

} // namespace

void Floor::speaks(const std::string& id, Clock::time_point now)
{
    if (id != speaker_)
        since_ = now;
    speaker_ = id;
    tick(now);
}

void Floor::tick(Clock::time_point now)
{
    if (speaker_.empty())
        return;
    if (holder_.empty() || now - since_ >= kHold)
        holder_ = speaker_;
    if (holder_ == speaker_)
        held_[holder_] = now;
}

void Floor::forget(const std::string& id)
{
    held_.erase(id);
    if (speaker_ == id)
        speaker_.clear();
    if (holder_ == id)
        holder_.clear();
}

Floor::Clock::time_point Floor::heldAt(const std::string& id) const
{
    const auto it = held_.find(id);
    return it == held_.end() ? Clock::time_point{} : it->second;
}

} // namespace confab::room
