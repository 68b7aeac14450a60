// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "link/life_signs.hpp"

namespace confab::front {

/// Tells a slow room from a dead one, by its signs of life. Plain value.
///
/// It counts looks, not time: whatever keeps the room's process from running (a machine with too
/// much to do, a container that is frozen) mostly keeps ours from looking, too.
class LifeWatch {
public:
    /// Looks (Timing::heartbeat apart) in which neither the loop turned nor media came.
    static constexpr int kDead = 10;
    /// Looks in which the loop did not turn, although media came: it is locked for good. Nobody
    /// could join or leave any more.
    static constexpr int kStuck = 60;

    /// Call it with each heartbeat. The reason to end it, for a person; null: it lives.
    const char* look(const link::LifeSigns& signs)
    {
        const bool turned = signs.turnedUs != last_.turnedUs;
        const bool heard = signs.mediaUs != last_.mediaUs;
        last_ = signs;
        withoutTurn_ = turned ? 0 : withoutTurn_ + 1;
        withoutLife_ = turned || heard ? 0 : withoutLife_ + 1;
        return withoutLife_ >= kDead ? "it showed no sign of life"
            : withoutTurn_ >= kStuck ? "its control thread has been stuck for a minute"
                                     : nullptr;
    }

private:
    link::LifeSigns last_;
    int withoutTurn_ = 0, withoutLife_ = 0;
};

} // namespace confab::front
