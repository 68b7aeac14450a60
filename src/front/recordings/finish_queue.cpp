// SPDX-License-Identifier: Apache-2.0
#include "front/recordings/finish_queue.hpp"

#include "base/glib/log.hpp"

namespace confab::front {

namespace {

/// For a finisher that was asked to end.
constexpr std::chrono::milliseconds kGrace{800};

} // namespace

FinishQueue::FinishQueue(const Loop& loop, RecordingIndex& index, Setup setup, Ended ended)
    : loop_(loop), index_(index), setup_(std::move(setup)), ended_(std::move(ended)),
      regular_(Timer::every(loop_, setup_.timing.finishLook, [this] { look(); }))
{
    look();
}

void FinishQueue::look()
{
    if (std::exchange(looking_, true))
        return;
    loop_.bind(lifetime_, [this] {
        looking_ = false;
        if (!job_ && !stopped_)
            takeNext();
    })();
}

void FinishQueue::takeNext()
{
    const auto recordings = index_.list();
    for (auto recording = recordings.rbegin(); recording != recordings.rend(); ++recording)
        if (recording->state == StoredRecording::State::Waiting && mayTry(recording->id))
            return run(recording->id);
}

bool FinishQueue::mayTry(const std::string& id) const
{
    if (setup_.isTaken(id))
        return false;
    const auto failed = notBefore_.find(id);
    return failed == notBefore_.end() || failed->second <= Clock::now();
}

void FinishQueue::run(const std::string& id)
{
    auto command = setup_.program;
    command.push_back(id);
    command.insert(command.end(), setup_.options.begin(), setup_.options.end());
    spdlog::info("recording {}: finishing", id);
    index_.setFinishing(RecordingIndex::Finishing{id, "", std::nullopt});
    job_ = std::make_unique<FinishJob>(
        loop_, command, setup_.timing.finishSilence,
        FinishJob::Events{
            .progress =
                [this, id](std::string step, std::optional<int> percent) {
                    index_.setFinishing(RecordingIndex::Finishing{id, std::move(step), percent});
                },
            .ended = [this, id](Status status) { onEnded(id, std::move(status)); }});
}

void FinishQueue::onEnded(const std::string& id, Status status)
{
    job_.reset();
    index_.setFinishing(std::nullopt);
    if (stopped_)
        return checkStopped(); // the next start goes on with it
    settle(id, checked(id, std::move(status)));
    look();
}

// Otherwise a finisher that wrongly says "ready" would be started again and again.
Status FinishQueue::checked(const std::string& id, Status status)
{
    const auto recording = index_.find(id);
    if (status && recording && recording->state != StoredRecording::State::Ready)
        return Error{Errc::Media, "the finisher says it is ready, but its journal is still there"};
    return status;
}

void FinishQueue::settle(const std::string& id, const Status& status)
{
    const std::string why = status ? "" : status.error().message;
    index_.setFailure(id, why);
    if (status) {
        spdlog::info("recording {}: finished", id);
        notBefore_.erase(id);
    } else {
        spdlog::error(
            "recording {}: cannot be finished: {}; the next attempt is in {} s", id, why,
            std::chrono::duration_cast<std::chrono::seconds>(setup_.timing.finishRetry).count());
        notBefore_[id] = Clock::now() + setup_.timing.finishRetry;
    }
    ended_(id, status);
}

void FinishQueue::stop(std::function<void()> done)
{
    stopped_ = std::move(done);
    regular_ = {};
    if (job_) {
        job_->terminate();
        limit_ = Timer::once(loop_, kGrace, [this] {
            job_.reset(); // kills it
            checkStopped();
        });
    } else {
        checkStopped();
    }
}

void FinishQueue::checkStopped()
{
    if (job_)
        return;
    limit_ = {};
    loop_.bind(lifetime_, [this] { stopped_(); })();
}

} // namespace confab::front
