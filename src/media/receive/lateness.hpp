// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <chrono>
#include <cstddef>

namespace confab::media {

/// How late the pictures of a sender are when they can be shown: what all but the latest two of the
/// last 64 did not exceed. It rises at once, and falls by a sixteenth in half a second, so that a
/// way that is uneven now and then does not make it swing. One thread.
class Lateness {
public:
    using Duration = std::chrono::nanoseconds;

    /// `age`: time since it was due; negative: it is early.
    void add(Duration age);
    /// 0 until there are 16 pictures.
    Duration ofMost() const { return ofMost_; }

private:
    static constexpr std::size_t kPictures = 64, kLook = 16;

    std::array<Duration, kPictures> ages_{};
    std::size_t added_ = 0;
    Duration ofMost_{0};
};

} // namespace confab::media
