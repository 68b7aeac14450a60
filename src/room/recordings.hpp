// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "config/config.hpp"
#include "room/views.hpp"

#include <functional>
#include <set>
#include <string>
#include <vector>

namespace confab {

/// The recordings of a room: which run, who wished for them, what their journals say. Any number at
/// once; each follows what everybody sees, or has a view of its own.
///
/// Thread: the control thread.
class Recordings {
public:
    using Clock = Views::Clock;
    using Tell = std::function<void(const wire::Recording&)>;

    /// All borrowed. `tell` tells everybody.
    Recordings(std::string room, const Config& config, RoomMedia& media, Views& views,
               const Views::Participants& participants, Tell tell);

    /// What somebody wished; `by` is null for an operator. The recording it was about as it is now.
    /// Errc::NotFound: there is no such recording or layout. Unavailable: the folder, the space.
    Result<wire::Recording> change(const wire::Record& wish, const Participant* by);
    void stopAll();

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
    nlohmann::json forSuccessor() const;
    void restore(const nlohmann::json& recordings);
    /// Now there is something to record: what was restored goes on, and what the configuration
    /// wants begins.
    void onSomebodyThere();

private:
    /// What a journal knows.
    struct Noted {
        std::set<std::string> present, sharing;
        std::string speaker, layout;
    };
    struct Running {
        std::string id;
        RecordingPlan plan;
        std::string layout; // of its own; empty: follows everybody's
        bool paused = false;
        bool stopping = false;
        Clock::duration before{0}; // recorded up to `since`
        Clock::time_point since;
        Noted noted;
    };

    Result<wire::Recording> start(const wire::Record& wish, const Participant* by);
    RecordingPlan planOf(const wire::Record& wish, const Participant* by) const;
    Result<wire::Recording> begin(RecordingPlan plan, const std::string& layout);
    Status follow(Running& one, const std::string& layout);
    Result<std::string> openView(const std::string& layout, Size canvas);
    void closeView(const std::string& view);
    void pause(Running& one, bool on);
    void stop(Running& one);
    void note(Running& one);
    Running* find(const std::string& id);
    wire::Recording describe(const Running& one) const;

    const std::string room_;
    const Config& config_;
    RoomMedia& media_;
    Views& views_;
    const Views::Participants& participants_;
    const Tell tell_;
    std::vector<Running> running_; // the oldest first
    std::vector<Running> toGoOn_; // once somebody is there
    unsigned lastView_ = 0;
};

} // namespace confab
