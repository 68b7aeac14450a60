// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "config/config.hpp"
#include "front/recordings/finish_queue.hpp"
#include "front/recordings/live_streams.hpp"
#include "front/recordings/recording_index.hpp"
#include "front/recordings/retention.hpp"
#include "front/recordings/webhook.hpp"
#include "link/running_recording.hpp"

#include <functional>
#include <set>
#include <string>
#include <vector>

namespace confab::front {

/// What becomes of recordings once they are made: they are finished, somebody is told, and in the
/// end they are deleted. Loop thread.
class Archive {
public:
    /// `finisher` is {"/proc/self/exe", "finish"}, `options` what it is given after the id.
    Archive(const Loop& loop, Folder folder, const config::RecordingConfig& config,
            const Timing& timing, std::vector<std::string> finisher,
            std::vector<std::string> options);

    RecordingIndex& index() { return index_; }
    /// What the rooms record now; nothing of that is finished.
    void onRecordings(const std::vector<link::RunningRecording>& running);
    /// `done` follows, within a second or so.
    void stop(std::function<void()> done);

private:
    bool isTaken(const std::string& id) const;
    void onFinished(const std::string& id, const Status& status);
    void deleteOld();

    RecordingIndex index_;
    Retention retention_;
    Webhook webhook_;
    std::set<std::string> running_;
    LiveStreams streams_;
    FinishQueue queue_;
    Timer regular_;
};

} // namespace confab::front
