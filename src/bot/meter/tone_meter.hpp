// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <mutex>
#include <span>
#include <vector>

namespace confab::bot {

/// Level of the sine of `hz` in `samples` (-1 to 1) by Goertzel's method: dB of a full-scale sine,
/// never below -120. Exact if the samples hold whole periods.
double toneDb(std::span<const float> samples, int hz, int rate);

/// Keeps the last second of what a bot hears. Any thread.
class ToneMeter {
public:
    static constexpr int kRate = 48000; ///< samples a second, mono

    void add(std::span<const float> samples);
    /// Level of each identity's tone (Hz -> dB) in the last second; empty until a whole one came.
    std::map<int, double> levels() const;

private:
    mutable std::mutex mutex_; // over all below
    std::vector<float> ring_ = std::vector<float>(kRate);
    std::size_t next_ = 0;
    bool full_ = false;
};

} // namespace confab::bot
