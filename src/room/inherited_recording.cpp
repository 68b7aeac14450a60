// SPDX-License-Identifier: Apache-2.0
#include "room/inherited_recording.hpp"

namespace confab::room {

RecordingPlan planToGoOn(const link::RunningRecording& before, const std::string& room,
                         layout::Size usual)
{
    const layout::Size own{before.width, before.height};
    return {.room = room,
            .by = before.by,
            .byName = before.byName,
            .canvas = before.width > 0 ? own : usual,
            .format = archive::videoFormatOf(before.format),
            .tracks = before.tracks,
            .hls = before.hls,
            .resumes = before.id,
            .part = before.part,
            .recorded = std::chrono::milliseconds(before.beforeMs)};
}

} // namespace confab::room
