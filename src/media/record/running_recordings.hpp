// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "media/record/recording.hpp"

#include <functional>
#include <map>
#include <memory>
#include <string>

namespace confab::media {

/// The recordings of a room that run, each with the view that it takes. They all get the same
/// tracks.
///
/// Thread: the control thread.
class RunningRecordings {
public:
    struct Events {
        /// Bring these inlets the frames of that view and the sound of the mix; and bring them no
        /// more. `listener` tells recordings apart, and is no peer's id.
        std::function<void(const std::string&view, const std::string&listener, const Inlet&video,
                           const Inlet&audio)>
            attach, detach;
        /// As those of Recording, by id. `ended` is posted: it comes from inside no call.
        std::function<void(const std::string& id)> partBegan;
        std::function<void(const std::string& id, const std::string& reason)> ended;
    };

    RunningRecordings(const Loop& loop, const TimeBase& time, const PipelineTexts& texts,
                      Events events);
    ~RunningRecordings();
    RunningRecordings(const RunningRecordings&) = delete;
    RunningRecordings& operator=(const RunningRecordings&) = delete;

    /// The new one's id. Errors as those of Recording::start().
    Result<std::string> start(Recording::Settings settings);
    /// All that follow do nothing if there is no such recording.
    void stop(const std::string& id);
    void pause(const std::string& id, bool on);
    void setView(const std::string& id, const std::string& view);
    void note(const std::string& id, const archive::Note& note) const;
    /// Null: there is no such recording.
    const Recording* find(const std::string& id) const;

    /// What a session sends goes into a file of its own in each recording that has tracks, of now
    /// and of later; until removeTrack(), which comes before the session goes.
    void addTrack(const std::string& session, const Tracks::Sender& sender);
    void removeTrack(const std::string& session);

    /// Call it once a second or so; see Recording::check().
    void check();

private:
    struct Running {
        std::string view;
        std::unique_ptr<Recording> recording;
    };

    Recording::Events eventsOf(unsigned number);
    void onEnded(unsigned number, const std::string& reason);
    Running* running(const std::string& id);

    const Loop loop_;
    const TimeBase time_;
    const PipelineTexts& texts_;
    const Events events_;
    std::map<std::string, Tracks::Sender> senders_;
    std::map<unsigned, Running> running_; // by when they began
    unsigned last_ = 0;
    Lifetime lifetime_;
};

} // namespace confab::media
