// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "room/ports/link_state.hpp"
#include "wire/wire.hpp"

#include <chrono>
#include <optional>

namespace confab::room {

/// Says of one participant's link whether it is good, weak or bad, with patience: a bad second is
/// an accident, and it takes longer to believe that a bad time has passed.
///
/// Plain value; the clock is given.
class LinkJudge {
public:
    using Clock = std::chrono::steady_clock;

    /// Call it about once a second. The first seconds say nothing: a rate has to grow first.
    void look(const LinkState& link, Clock::time_point now);
    wire::Link verdict() const { return verdict_; }

    /// As it is at this moment.
    static wire::Link of(const LinkState& link);

private:
    wire::Link verdict_ = wire::Link::Good;
    wire::Link seen_ = wire::Link::Good;
    std::optional<Clock::time_point> firstAt_;
    Clock::time_point seenSince_{};
};

} // namespace confab::room
