// SPDX-License-Identifier: Apache-2.0
#include "media/record/recording.hpp"

#include "media/record/disk_reserve.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <sys/stat.h>

namespace confab::media {

using namespace std::chrono_literals;

namespace {

constexpr auto kAgain = 500ms; // after a failure; longer with each that follows at once
constexpr int kMostTries = 60; // two minutes and a half
constexpr int kMostParts = 100; // one that fails as soon as it has begun is no help
constexpr double kLeastSeconds = 0.25; // a keyframe alone, without sound, is hardly a file
constexpr Seconds kPartBegins{0};
constexpr int kLeastMb = 1; // free, for another part to make sense

} // namespace

Result<std::unique_ptr<Recording>> Recording::start(const Loop& loop, const TimeBase& time,
                                                    const PipelineTexts& texts, Settings settings,
                                                    Events events)
{
    std::unique_ptr<Recording> recording(
        new Recording(loop, time, texts, std::move(settings), std::move(events)));
    if (auto status = recording->begin(); !status)
        return status.error();
    return recording;
}

Recording::Recording(const Loop& loop, const TimeBase& time, const PipelineTexts& texts,
                     Settings settings, Events events)
    : loop_(loop), time_(time), texts_(texts), settings_(std::move(settings)),
      events_(std::move(events)), recordedBefore_(settings_.plan.recorded)
{
    if (settings_.plan.tracks)
        tracks_ = std::make_unique<Tracks>(
            loop,
            Tracks::Events{
                .begun =
                    [this](archive::note::Track track) {
                        journal_.write(std::move(track), kPartBegins);
                    },
                .failed = [this](const std::string& why) { note(archive::note::Problem{why}); }});
}

Recording::~Recording()
{
    detach();
}

Status Recording::begin()
{
    if (auto status = checkReserve(settings_.folder, settings_.config.reserveMb); !status)
        return status;
    auto folder = archive::CaptureFolder::open(settings_.folder);
    if (!folder)
        return folder.error();
    const room::RecordingPlan& plan = settings_.plan;
    if (plan.resumes.empty()) {
        auto begun = folder->begin(plan.room, wallTimeNow());
        if (!begun)
            return begun.error();
        id_ = begun->id;
        journal_ = archive::JournalWriter(std::move(begun->journal));
        writeHeader();
    } else {
        id_ = plan.resumes;
        part_ = plan.part;
        auto journal = folder->reopen(id_);
        if (!journal)
            return journal.error();
        journal_ = archive::JournalWriter(*std::move(journal));
    }
    auto status = startPart();
    if (!status && plan.resumes.empty())
        folder->remove(archive::fileOf(id_, archive::RecordingFileKind::Journal));
    return status;
}

void Recording::writeHeader() const
{
    const room::RecordingPlan& plan = settings_.plan;
    journal_.write(
        archive::note::Recording{.id = id_,
                                 .room = plan.room,
                                 .by = plan.by,
                                 .byName = plan.byName,
                                 .format = plan.format,
                                 .tracks = plan.tracks,
                                 .hls = plan.hls,
                                 .canvas = {plan.canvas.width, plan.canvas.height, settings_.fps}});
}

// The folder is opened anew for each part: somebody may have moved it away.
Status Recording::startPart()
{
    auto folder = archive::CaptureFolder::open(settings_.folder);
    if (!folder)
        return folder.error();
    if (!journal_.isThere()) {
        auto journal = folder->reopen(id_);
        if (!journal)
            return journal.error();
        journal_ = archive::JournalWriter(*std::move(journal));
        writeHeader();
    }
    const std::string name = archive::videoFile(id_, part_ + 1);
    auto file = folder->create(name);
    if (!file)
        return file.error();
    auto recorder = Recorder::create(loop_, time_, texts_, {*std::move(file), settings_.fps},
                                     {.started = [this] { onStarted(); },
                                      .ended = [this](std::string error) { onPartEnded(error); }});
    if (!recorder) {
        folder->remove(name);
        return recorder.error();
    }
    ++part_;
    recorder_ = *std::move(recorder);
    sync_ = std::make_unique<DiskSync>(loop_, std::vector{recorder_->fd(), journal_.fd()});
    journal_.write(archive::note::Part{part_, name, recordedBefore_}, kPartBegins);
    if (tracks_)
        tracks_->begin(*std::move(folder), id_, part_, recorder_->time());
    if (paused_)
        recorder_->pause();
    else
        attach();
    return Done{};
}

void Recording::attach()
{
    if (recorder_ && !std::exchange(attached_, true))
        events_.attach(recorder_->video(), recorder_->audio());
}

void Recording::detach()
{
    if (std::exchange(attached_, false))
        events_.detach(recorder_->video(), recorder_->audio());
}

void Recording::onStarted()
{
    tries_ = 0;
    if (stopping_)
        stop(stopReason_);
}

void Recording::note(archive::Note note) const
{
    journal_.write(std::move(note), Seconds(position()));
}

void Recording::addTrack(const std::string& session, const Tracks::Sender& sender)
{
    if (tracks_)
        tracks_->add(session, sender);
}

void Recording::removeTrack(const std::string& session)
{
    if (tracks_)
        tracks_->remove(session);
}

void Recording::pause(bool on)
{
    if (on == paused_ || stopping_)
        return;
    paused_ = on;
    note(on ? archive::Note(archive::note::Paused()) : archive::note::Resumed());
    if (!recorder_)
        return;
    if (on) {
        detach();
        recorder_->pause();
    } else {
        recorder_->resume();
        recorder_->video().restart();
        attach();
    }
}

void Recording::suspend()
{
    suspended_ = attached_;
    detach();
}

void Recording::goOn()
{
    if (!std::exchange(suspended_, false))
        return; // it has no frames to wait for: paused, or between two parts
    recorder_->video().restart();
    attach();
}

void Recording::stop(const std::string& reason)
{
    stopping_ = true;
    stopReason_ = reason;
    again_ = {};
    if (!recorder_)
        return end(reason);
    if (!recorder_->hasStarted() && attached_)
        return; // onStarted() goes on
    if (attached_ && position() < kLeastSeconds) {
        again_ = Timer::once(loop_, 100ms, [this] { stop(stopReason_); });
        return;
    }
    detach();
    endTracks();
    recorder_->stop();
}

void Recording::check()
{
    if (stopping_ || !recorder_ || !recorder_->hasStarted())
        return;
    struct stat info;
    if (auto space = checkReserve(settings_.folder, settings_.config.reserveMb); !space)
        stop(space.error().message);
    else if (fstat(recorder_->fd(), &info) == 0 && info.st_nlink == 0)
        onPartEnded("the file was deleted while it was written");
}

void Recording::onPartEnded(const std::string& error)
{
    detach();
    endTracks();
    if (!error.empty()) {
        spdlog::warn("recording {}, part {}: {}", id_, part_, error);
        note(archive::note::Problem{error});
    }
    const bool isEmpty = !recorder_->hasStarted();
    recordedBefore_ += Seconds(position());
    sync_.reset();
    recorder_.reset();
    if (auto folder = archive::CaptureFolder::open(settings_.folder); folder && isEmpty)
        folder->remove(archive::videoFile(id_, part_));
    if (stopping_)
        return end(error.empty() ? stopReason_ : error);
    if (auto space = checkReserve(settings_.folder, std::max(settings_.config.reserveMb, kLeastMb));
        !space)
        return end(space.error().message);
    if (part_ >= kMostParts)
        return end(error);
    again_ = Timer::once(loop_, kAgain, [this] { tryAgain(); });
}

void Recording::tryAgain()
{
    const auto status = startPart();
    if (status)
        return events_.partBegan();
    if (++tries_ > kMostTries)
        return end(status.error().message);
    again_ = Timer::once(loop_, std::min(kAgain * (1 + tries_), std::chrono::milliseconds(2500)),
                         [this] { tryAgain(); });
}

void Recording::endTracks()
{
    if (tracks_)
        tracks_->end();
}

// The tracks first: the finisher needs them whole.
void Recording::end(const std::string& reason)
{
    if (tracks_)
        tracks_->whenWritten([this, reason] { close(reason); });
    else
        close(reason);
}

void Recording::close(const std::string& reason)
{
    journal_.write(archive::note::End{reason});
    journal_ = {}; // whoever finishes it may have it now
    const auto ended = events_.ended;
    ended(reason); // may destroy *this
}

} // namespace confab::media
