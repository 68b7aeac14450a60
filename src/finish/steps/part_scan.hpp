// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "av/av_input.hpp"
#include "base/time/wall_time.hpp"

#include <vector>

namespace confab::finish {

/// What is in a captured file, seen by reading all of it.
struct PartScan {
    std::vector<bool> used; ///< by stream: sound or picture, with at least one packet
    Seconds length{}; ///< to the end of the last frame, from the file's time 0
    bool hasVideo = false;
    bool decodes = false; ///< at least one frame can be shown or heard
    AVRational frameRate{}; ///< of the video, on average; 0/0: not known
};

/// Reads the file to its end, or to where it can be read.
Result<PartScan> scanPart(av::AvInput& input, const av::Watch& watch);

} // namespace confab::finish
