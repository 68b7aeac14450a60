// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "archive/capture_folder.hpp"
#include "archive/journal_writer.hpp"
#include "config/config.hpp"
#include "media/record/disk_sync.hpp"
#include "media/record/recorder.hpp"
#include "media/record/tracks.hpp"
#include "room/ports/recording_plan.hpp"

#include <functional>
#include <memory>
#include <string>

namespace confab::media {

/// One recording of a room: its journal and its parts. When a part fails, the next one begins by
/// itself within three seconds, for as long as there is somewhere to write to.
///
/// Thread: the control thread.
class Recording {
public:
    struct Settings {
        room::RecordingPlan plan;
        std::string folder;
        const config::RecordingConfig& config; ///< it ends before its reserve is touched
        int fps = 30;
    };
    struct Events {
        /// Bring these inlets the frames, from a keyframe on; and bring them no more.
        std::function<void(const Inlet&video, const Inlet&audio)> attach, detach;
        /// Another part than the first has begun: note again who is in the room.
        std::function<void()> partBegan;
        /// Once; `reason` is "" if it was asked for. May destroy the recording.
        std::function<void(std::string reason)> ended;
    };

    /// Frames are wanted at once. Errc::Unavailable: the folder, or the space in it.
    static Result<std::unique_ptr<Recording>> start(const Loop& loop, const TimeBase& time,
                                                    const PipelineTexts& texts, Settings settings,
                                                    Events events);
    ~Recording();
    Recording(const Recording&) = delete;
    Recording& operator=(const Recording&) = delete;

    const std::string& id() const { return id_; }
    int part() const { return part_; }
    /// Seconds in the part that is being written.
    double position() const { return recorder_ ? recorder_->position() : 0; }
    /// In the parts before it.
    Seconds recordedBefore() const { return recordedBefore_; }

    /// Into the journal, with the place in the file.
    void note(archive::Note note) const;
    /// What a session sends goes into a file of its own, if the plan has tracks; until
    /// removeTrack(), which comes before the session goes.
    void addTrack(const std::string& session, const Tracks::Sender& sender);
    void removeTrack(const std::string& session);
    void pause(bool on);
    /// Call these before and after a change of where the frames come from. The time that it takes
    /// is in the file.
    void suspend();
    void goOn();
    /// `ended` follows. A recording that has nothing yet waits for its first pictures and sounds: a
    /// brief file is better than an empty one.
    void stop(const std::string& reason);
    /// Ends it if the disk has no more room, and goes on in another file if this one is gone. Call
    /// it once a second or so.
    void check();

private:
    Recording(const Loop& loop, const TimeBase& time, const PipelineTexts& texts, Settings settings,
              Events events);
    Status begin();
    void writeHeader() const;
    Status startPart();
    void attach();
    void detach();
    void onStarted();
    void onPartEnded(const std::string& error);
    void tryAgain();
    void endTracks();
    void end(const std::string& reason);
    void close(const std::string& reason);

    const Loop loop_;
    const TimeBase time_;
    const PipelineTexts& texts_;
    const Settings settings_;
    const Events events_;
    std::string id_;
    int part_ = 0;
    Seconds recordedBefore_;
    archive::JournalWriter journal_;
    std::unique_ptr<Recorder> recorder_;
    std::unique_ptr<DiskSync> sync_;
    std::unique_ptr<Tracks> tracks_; // if there are to be any
    bool attached_ = false;
    bool suspended_ = false;
    bool paused_ = false;
    bool stopping_ = false;
    std::string stopReason_;
    int tries_ = 0; // to begin the next part
    Timer again_;
};

} // namespace confab::media
