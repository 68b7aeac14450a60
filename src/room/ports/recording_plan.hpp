// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "archive/recording_name.hpp"
#include "base/time/wall_time.hpp"
#include "layout/geometry/geometry.hpp"

#include <string>

namespace confab::room {

/// What a recording is to be. A plain value.
struct RecordingPlan {
    std::string room;
    std::string by, byName; ///< who wished it; empty: a rule or an operator
    std::string view = "main"; ///< whose frames it takes
    layout::Size canvas; ///< of that view
    archive::VideoFormat format = archive::VideoFormat::Webm; ///< what it is finished to
    bool tracks = false; ///< each participant's own camera and microphone as well
    bool hls = false; ///< a live stream of it as well
    std::string resumes; ///< id of one that another room process began; empty: a new one
    int part = 0; ///< the last of that one
    Seconds recorded{0}; ///< in its parts so far
};

} // namespace confab::room
