// SPDX-License-Identifier: Apache-2.0
#include "media/record/running_recordings.hpp"

#include <fmt/format.h>

namespace confab::media {

RunningRecordings::RunningRecordings(const Loop& loop, const TimeBase& time,
                                     const PipelineTexts& texts, Events events)
    : loop_(loop), time_(time), texts_(texts), events_(std::move(events))
{
}

// One that goes may still detach, and is looked for by its number then.
RunningRecordings::~RunningRecordings()
{
    for (auto& [number, one] : running_)
        one.recording.reset();
}

Result<std::string> RunningRecordings::start(Recording::Settings settings)
{
    const unsigned number = ++last_;
    Running& one = running_[number];
    one.view = settings.plan.view;
    auto recording = Recording::start(loop_, time_, texts_, std::move(settings), eventsOf(number));
    if (!recording) {
        running_.erase(number);
        return recording.error();
    }
    one.recording = *std::move(recording);
    for (const auto& [session, sender] : senders_)
        one.recording->addTrack(session, sender);
    return one.recording->id();
}

Recording::Events RunningRecordings::eventsOf(unsigned number)
{
    const std::string listener = fmt::format("recording {}", number);
    return {.attach =
                [=, this](const Inlet& video, const Inlet& audio) {
                    events_.attach(running_.at(number).view, listener, video, audio);
                },
            .detach =
                [=, this](const Inlet& video, const Inlet& audio) {
                    events_.detach(running_.at(number).view, listener, video, audio);
                },
            .partBegan = [=, this] { events_.partBegan(running_.at(number).recording->id()); },
            .ended =
                [=, this](std::string reason) {
                    // Posted: it may end in the middle of being told to.
                    loop_.bind(lifetime_, [this, number](const std::string& why) {
                        onEnded(number, why);
                    })(std::move(reason));
                }};
}

void RunningRecordings::onEnded(unsigned number, const std::string& reason)
{
    events_.ended(running_.at(number).recording->id(), reason); // who is told asks how long it is
    running_.erase(number);
}

void RunningRecordings::stop(const std::string& id)
{
    if (auto* one = running(id))
        one->recording->stop("");
}

void RunningRecordings::pause(const std::string& id, bool on)
{
    if (auto* one = running(id))
        one->recording->pause(on);
}

void RunningRecordings::setView(const std::string& id, const std::string& view)
{
    auto* one = running(id);
    if (!one || one->view == view)
        return;
    one->recording->suspend();
    one->view = view;
    one->recording->goOn();
}

void RunningRecordings::note(const std::string& id, const archive::Note& note) const
{
    if (const auto* one = find(id))
        one->note(note);
}

void RunningRecordings::addTrack(const std::string& session, const Tracks::Sender& sender)
{
    senders_.emplace(session, sender);
    for (const auto& [number, one] : running_)
        one.recording->addTrack(session, sender);
}

void RunningRecordings::removeTrack(const std::string& session)
{
    senders_.erase(session);
    for (const auto& [number, one] : running_)
        one.recording->removeTrack(session);
}

void RunningRecordings::check()
{
    for (const auto& [number, one] : running_)
        one.recording->check();
}

const Recording* RunningRecordings::find(const std::string& id) const
{
    for (const auto& [number, one] : running_)
        if (one.recording->id() == id)
            return one.recording.get();
    return nullptr;
}

RunningRecordings::Running* RunningRecordings::running(const std::string& id)
{
    for (auto& [number, one] : running_)
        if (one.recording->id() == id)
            return &one;
    return nullptr;
}

} // namespace confab::media
