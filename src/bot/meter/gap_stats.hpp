// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <chrono>
#include <cstdint>

namespace confab::bot {

/// The distribution of times between frames, in whole milliseconds, in constant space. One thread
/// at a time.
class GapStats {
public:
    void add(std::chrono::microseconds gap);

    std::int64_t count() const { return count_; }
    int maxMs() const { return maxMs_; }
    /// The smallest time that `percent` of the gaps do not exceed; from 2 s on it says 2000.
    int percentileMs(int percent) const;

private:
    static constexpr int kLast = 2000; ///< this one and all longer ones

    std::array<std::uint32_t, kLast + 1> byMs_{};
    std::int64_t count_ = 0;
    int maxMs_ = 0;
};

} // namespace confab::bot
