// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace confab::link {

/// A recording that a room makes, so that the room's successor can go on with it. Plain value.
struct RunningRecording {
    std::string id;
    int part = 1; ///< of its file that is being written
    std::string by; ///< participant; empty: nobody who is named in it
    std::string byName;
    std::string format = "webm"; ///< or "mp4"
    bool tracks = false; ///< everybody apart as well
    bool hls = false; ///< streamed live
    std::string layout; ///< of its own; empty: what everybody sees
    int width = 0, height = 0; ///< pixels; 0: the room's
    bool paused = false;
    long beforeMs = 0; ///< recorded up to `sinceMs`
    long sinceMs = 0; ///< goes on since then, of CLOCK_MONOTONIC; 0: it stands still

    bool operator==(const RunningRecording&) const = default;
};

} // namespace confab::link
