// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/loop.hpp"
#include "front/net/timing.hpp"
#include "front/recordings/finish_job.hpp"
#include "front/recordings/recording_index.hpp"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace confab::front {

/// Finishes the recordings that wait for it, the oldest first and one at a time. One that cannot be
/// finished is left alone for a while, or until we are started again. Loop thread.
class FinishQueue {
public:
    struct Setup {
        std::vector<std::string> program; ///< {"/proc/self/exe", "finish"}
        std::vector<std::string> options; ///< after the recording's id
        /// True if a room will go on with it, though nobody writes it at this moment, or if it is
        /// still being streamed.
        std::function<bool(const std::string& id)> isTaken;
        Timing timing;
    };
    /// A recording is finished, or why it is not. Never from inside a call.
    using Ended = std::function<void(const std::string& id, const Status& status)>;

    /// The index outlives it, and is told what is going on. Looks for work from now on.
    FinishQueue(const Loop& loop, RecordingIndex& index, Setup setup, Ended ended);

    /// There may be something to finish. Cheap: many of these calls cause one look.
    void look();
    /// Takes nothing up any more and ends what is under way; `done` follows, within a second or so.
    void stop(std::function<void()> done);

private:
    using Clock = std::chrono::steady_clock;

    void takeNext();
    bool mayTry(const std::string& id) const;
    void run(const std::string& id);
    void onEnded(const std::string& id, Status status);
    Status checked(const std::string& id, Status status);
    void settle(const std::string& id, const Status& status);
    void checkStopped();

    Loop loop_;
    RecordingIndex& index_;
    Setup setup_;
    Ended ended_;
    std::unique_ptr<FinishJob> job_; // null: nothing is being finished
    std::map<std::string, Clock::time_point> notBefore_; // those that failed
    std::function<void()> stopped_; // set: stopping
    bool looking_ = false;
    Timer regular_, limit_;
    Lifetime lifetime_;
};

} // namespace confab::front
