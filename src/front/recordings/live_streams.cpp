// SPDX-License-Identifier: Apache-2.0
#include "front/recordings/live_streams.hpp"

#include "base/glib/log.hpp"

namespace confab::front {

namespace {

constexpr auto kSilence = std::chrono::hours(24 * 7); // it speaks only when it is over

} // namespace

LiveStreams::LiveStreams(const Loop& loop, std::vector<std::string> program,
                         std::vector<std::string> options, std::function<void()> ended)
    : loop_(loop), program_(std::move(program)), options_(std::move(options)),
      ended_(std::move(ended))
{
}

void LiveStreams::follow(const std::string& id)
{
    if (isFollowing(id))
        return;
    auto command = program_;
    command.push_back(id);
    command.insert(command.end(), options_.begin(), options_.end());
    spdlog::info("recording {}: streaming it live", id);
    jobs_[id] = std::make_unique<FinishJob>(
        loop_, command, kSilence,
        FinishJob::Events{.progress = [](auto, auto) {},
                          .ended = [this, id](Status status) { onEnded(id, status); }});
}

void LiveStreams::onEnded(const std::string& id, const Status& status)
{
    if (!status)
        spdlog::error("recording {}: its live stream ended: {}", id, status.error().message);
    jobs_.erase(id);
    ended_();
}

} // namespace confab::front
