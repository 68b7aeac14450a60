// SPDX-License-Identifier: Apache-2.0
#include "media/receive/voice_hold.hpp"

namespace confab::media {

namespace {

using namespace std::chrono_literals;

constexpr auto kMostEarly = 90ms, kMostLate = 125ms;

} // namespace

VoiceHold::Duration VoiceHold::of(Duration picture)
{
    const Duration early = picture - hold_;
    if (early > kMostEarly || -early > kMostLate || picture == 0ms)
        hold_ = picture;
    return hold_;
}

} // namespace confab::media
