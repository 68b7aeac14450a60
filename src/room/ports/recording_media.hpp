// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "archive/journal_line.hpp"
#include "base/result.hpp"
#include "room/ports/picture.hpp"
#include "room/ports/recording_plan.hpp"

#include <string>

namespace confab::room {

/// What recordings ask of the media. Thread: the control thread.
class RecordingMedia {
public:
    /// Where a recording is now.
    struct RecordingPlace {
        int part = 0; ///< 1, 2 …; 0: there is no such recording
        double seconds = 0; ///< in the part's file
        double before = 0; ///< seconds in the parts before it
    };

    virtual ~RecordingMedia() = default;

    /// Starts a recording; its id, made here, or why not (Errc::Unavailable).
    virtual Result<std::string> startRecording(const RecordingPlan& plan) = 0;
    /// Ends it; `recordingEnded` follows.
    virtual void stopRecording(const std::string& id) = 0;
    virtual void pauseRecording(const std::string& id, bool on) = 0;
    /// It takes the frames of that view from its next keyframe on.
    virtual void setRecordingView(const std::string& id, const std::string& view) = 0;
    /// Whether this peer's voice and tracks may be in recordings, from now on; they may at first.
    /// Its picture is in those views that show it.
    virtual void setRecorded(const PeerId& peer, bool recorded) = 0;
    /// Into its journal (doc/recordings.md), with the place in the file and the time of day.
    virtual void noteInRecording(const std::string& id, const archive::Note& note) = 0;
    virtual RecordingPlace recordingPlace(const std::string& id) const = 0;
};

} // namespace confab::room
