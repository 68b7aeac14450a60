// SPDX-License-Identifier: Apache-2.0
#include "front/recordings/archive.hpp"

#include "base/glib/log.hpp"

#include <nlohmann/json.hpp>

namespace confab::front {

namespace {

constexpr Seconds kDay(24 * 3600);
constexpr std::uint64_t kGigabyte = 1000000000;

std::vector<std::string> followerOf(std::vector<std::string> finisher)
{
    finisher.push_back("--follow");
    return finisher;
}

} // namespace

Archive::Archive(const Loop& loop, Folder folder, const config::RecordingConfig& config,
                 const Timing& timing, std::vector<std::string> finisher,
                 std::vector<std::string> options)
    : index_(std::move(folder)), retention_{.keep = config.keepDays * kDay,
                                            .keepBytes = std::uint64_t(config.keepGb) * kGigabyte},
      webhook_(loop,
               {.url = config.webhook, .secret = config.webhookSecret, .retries = timing.webhook}),
      streams_(loop, followerOf(finisher), options, [this] { queue_.look(); }),
      queue_(loop, index_,
             {.program = std::move(finisher),
              .options = std::move(options),
              .isTaken = [this](const std::string& id) { return isTaken(id); },
              .timing = timing},
             [this](const std::string& id, const Status& status) { onFinished(id, status); }),
      regular_(Timer::every(loop, timing.retention, [this] { deleteOld(); }))
{
    deleteOld();
}

void Archive::onRecordings(const std::vector<link::RunningRecording>& running)
{
    running_.clear();
    for (const auto& recording : running) {
        running_.insert(recording.id);
        if (recording.hls)
            streams_.follow(recording.id);
    }
    queue_.look();
}

bool Archive::isTaken(const std::string& id) const
{
    return running_.contains(id) || streams_.isFollowing(id);
}

void Archive::stop(std::function<void()> done)
{
    regular_ = {};
    queue_.stop(std::move(done));
}

void Archive::onFinished(const std::string& id, const Status& status)
{
    if (const auto recording = index_.find(id)) {
        nlohmann::json event{{"event", status ? "recording.finished" : "recording.failed"},
                             {"recording", toJson(*recording)}};
        if (!status)
            event["message"] = status.error().message;
        webhook_.send(event);
    }
    deleteOld();
}

void Archive::deleteOld()
{
    if (retention_.isForEver())
        return;
    for (const auto& id : recordingsToDelete(index_.list(), retention_, wallTimeNow())) {
        if (const auto status = index_.remove(id); status)
            spdlog::info("recording {}: deleted, as recording.keep_days and keep_gb say", id);
        else
            spdlog::error("recording {}: {}", id, status.error().message);
    }
}

} // namespace confab::front
