// SPDX-License-Identifier: Apache-2.0
#include "media/audio/voice_meter.hpp"

#include <algorithm>
#include <utility>

namespace confab::media {

namespace {

constexpr int kHeard = -55; // dBov; below this nobody is talking, as in VoiceRanking
constexpr int kTicks = 5; // from one telling to the next

} // namespace

void VoiceMeter::heard(const std::string& voice, int dBov)
{
    if (dBov <= kHeard)
        return;
    const auto [level, isFirst] = levels_.emplace(voice, dBov);
    level->second = std::max(level->second, dBov);
}

std::optional<VoiceMeter::Levels> VoiceMeter::tick()
{
    if (++ticks_ < kTicks)
        return std::nullopt;
    ticks_ = 0;
    const bool isNews = !levels_.empty() || toldSomebody_;
    toldSomebody_ = !levels_.empty();
    return isNews ? std::optional(std::exchange(levels_, {})) : std::nullopt;
}

} // namespace confab::media
