// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "config/config.hpp"
#include "link/running_recording.hpp"
#include "room/picture/views.hpp"
#include "room/recorded_scene.hpp"

#include <functional>
#include <string>
#include <vector>

namespace confab::room {

/// The recordings of a room: which run, who wished for them, what their journals say. Any number at
/// once; each follows what everybody sees, or has a view of its own. People who wish to be left out
/// are in none: not seen, not heard, not named. Then the recordings that follow what everybody sees
/// share a view of the same layout without those people, which is one more encode.
///
/// Thread: the control thread.
class Recordings {
public:
    using Clock = Views::Clock;
    using Tell = std::function<void(const wire::Recording&)>;

    /// All borrowed. `tell` tells everybody.
    Recordings(std::string room, const config::Config& config, RecordingMedia& media, Views& views,
               const Views::Participants& participants, Tell tell);

    /// The one that runs already, if somebody wishes for one that is not like it; else null. A
    /// second one of what everybody sees would cost much, and be the same.
    const std::string* otherThan(const wire::Record& wish);
    /// Does what somebody wished; `by` is null for an operator. Returns the recording as it is now.
    /// Errc::NotFound: there is no such recording. InvalidArgument: there is no such layout.
    /// Conflict: there are too many, or they are too large. Unavailable: the folder, the space.
    Result<wire::Recording> change(const wire::Record& wish, const Participant* by);
    void stopAll();

    /// Takes the recordings off a picture that is about to show somebody who is left out of them,
    /// and back once nothing of them is under way any more. Call it before Views::refresh().
    void leaveOut(Clock::time_point now);
    /// Looks at the room anew and notes in the journals what has changed.
    void refresh();
    void onPart(const std::string& id);
    void onEnded(const std::string& id, const std::string& reason);

    /// None is being written any more.
    bool empty() const { return running_.empty(); }
    /// Something runs, or will when somebody is there.
    bool isExpected() const { return !running_.empty() || !toGoOn_.empty(); }
    /// Something is being recorded at this moment.
    bool isRolling() const;
    std::vector<wire::Recording> all() const;

    /// What the room that takes this one's place needs; and its other end.
    std::vector<link::RunningRecording> forSuccessor() const;
    void restore(const std::vector<link::RunningRecording>& recordings);
    /// Now there is something to record: what was restored goes on, and what the configuration
    /// wants begins.
    void onSomebodyThere();

private:
    struct Running {
        std::string id;
        std::string by; // participant
        RecordingPlan plan;
        std::string layout; // of its own; empty: follows everybody's
        bool paused = false;
        bool stopping = false;
        Clock::duration before{0}; // recorded up to `since`
        Clock::time_point since;
        RecordedScene noted; // what its journal knows
    };

    Result<wire::Recording> start(const wire::Record& wish, const Participant* by);
    RecordingPlan planOf(const wire::Record& wish, const Participant* by) const;
    Result<wire::Recording> begin(Running one);
    Status change(Running& one, const std::string& layout);
    Result<std::string> viewFor(const std::string& layout, layout::Size canvas);
    int pixelsOfOwnViews() const;
    Result<std::string> commonView();
    void use(Running& one, const std::string& view);
    void closeUnused();
    void pause(Running& one, bool on);
    /// What a successor needs to know how much there is: it stays as it is until the next change.
    void measure(Running& one);
    Clock::duration recorded(const Running& one) const;
    void stop(Running& one);
    void note(Running& one);
    RecordedScene sceneOf(const Running& one) const;
    Running* find(const std::string& id);
    wire::Recording describe(const Running& one) const;

    const std::string room_;
    const config::Config& config_;
    RecordingMedia& media_;
    Views& views_;
    const Views::Participants& participants_;
    const Tell tell_;
    std::vector<Running> running_; // the oldest first
    std::vector<Running> toGoOn_; // once somebody is there
    bool leavesOut_ = false; // somebody, or did a moment ago
    Clock::time_point leftOutAt_;
    unsigned lastView_ = 0;
};

} // namespace confab::room
