// SPDX-License-Identifier: Apache-2.0
#include "bot/meter/tone_meter.hpp"

#include "bot/clip/bot_identity.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace confab::bot {

double toneDb(std::span<const float> samples, int hz, int rate)
{
    const double w = 2 * std::numbers::pi * hz / rate;
    const double c = 2 * std::cos(w);
    double s1 = 0, s2 = 0;
    for (float x : samples) {
        const double s0 = x + c * s1 - s2;
        s2 = s1;
        s1 = s0;
    }
    const double power = s1 * s1 + s2 * s2 - c * s1 * s2;
    const double amplitude = 2 * std::sqrt(std::max(power, 0.0)) / double(samples.size());
    return std::max(-120.0, 20 * std::log10(amplitude + 1e-9));
}

void ToneMeter::add(std::span<const float> samples)
{
    std::lock_guard lock(mutex_);
    for (float sample : samples) {
        ring_[next_] = sample;
        next_ = (next_ + 1) % ring_.size();
        full_ = full_ || next_ == 0;
    }
}

std::map<int, double> ToneMeter::levels() const
{
    std::vector<float> second;
    {
        std::lock_guard lock(mutex_);
        if (!full_)
            return {};
        second = ring_;
        std::rotate(second.begin(), second.begin() + std::ptrdiff_t(next_), second.end());
    }
    std::map<int, double> levels;
    for (int i = 0; i < kIdentities; ++i) {
        const int hz = botIdentity(i).toneHz;
        levels[hz] = toneDb(second, hz, kRate);
    }
    return levels;
}

} // namespace confab::bot
