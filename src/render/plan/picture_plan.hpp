// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "room/ports/picture.hpp"

#include <chrono>
#include <optional>
#include <vector>

namespace confab::render {

/// What is to be seen at each moment of a recording. Immutable once it is made; any thread.
class PicturePlan {
public:
    using Time = std::chrono::nanoseconds;

    struct Step {
        Time at{};
        room::Picture picture; ///< until the next step
    };

    /// Times must not decrease. A picture that equals the one before adds no step.
    void add(Time at, room::Picture picture);

    const std::vector<Step>& steps() const { return steps_; }
    /// Index of the step that `t` lies in; the first one if it lies before all. There must be a
    /// step.
    std::size_t stepAt(Time t) const;
    const room::Picture& at(Time t) const { return steps_[stepAt(t)].picture; }

    /// When pictures of `peer` are next to be seen, at `t` or later; nothing: never again.
    std::optional<Time> nextShowing(const room::PeerId& peer, Time t) const;

private:
    std::vector<Step> steps_;
};

/// The tile with pictures of that peer, or null.
const room::PictureTile* tileOf(const room::Picture& picture, const room::PeerId& peer);

} // namespace confab::render
