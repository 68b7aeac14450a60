// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>

namespace confab::media {

/// How loud those are who are heard, told often enough for a level meter and no more often. Pure.
class VoiceMeter {
public:
    using Levels = std::map<std::string, int>; ///< dBov (0 loudest)

    /// Its loudest since the last call.
    void heard(const std::string& voice, int dBov);
    void remove(const std::string& voice) { levels_.erase(voice); }

    /// Call every 50 ms. Every 250 ms the loudest of each who was heard in that time, and once that
    /// nobody was.
    std::optional<Levels> tick();

private:
    Levels levels_;
    int ticks_ = 0;
    bool toldSomebody_ = false;
};

} // namespace confab::media
