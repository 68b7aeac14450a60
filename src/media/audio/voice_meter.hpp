// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>

namespace confab::media {

/// How loud the people are who are heard, told as often as a level meter needs. Plain value.
class VoiceMeter {
public:
    using Levels = std::map<std::string, int>; ///< dBov (0 loudest)

    /// `dBov` is its loudest since the last call.
    void heard(const std::string& voice, int dBov);
    void remove(const std::string& voice) { levels_.erase(voice); }

    /// Call it every 50 ms. Every 250 ms it returns the loudest level of each voice that was heard
    /// in that time. When none was heard any more it returns an empty list, once.
    std::optional<Levels> tick();

private:
    Levels levels_;
    int ticks_ = 0;
    bool toldSomebody_ = false;
};

} // namespace confab::media
