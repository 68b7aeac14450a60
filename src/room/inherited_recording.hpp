// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "link/running_recording.hpp"
#include "room/ports/recording_plan.hpp"

#include <string>

namespace confab::room {

/// How a room goes on with a recording of the one before it. `usual`: the canvas of a recording
/// that has none of its own.
RecordingPlan planToGoOn(const link::RunningRecording& before, const std::string& room,
                         layout::Size usual);

} // namespace confab::room
