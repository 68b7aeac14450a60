// SPDX-License-Identifier: Apache-2.0
#include "media/record/recorder.hpp"

namespace confab::media {

namespace {

constexpr auto kFinish = std::chrono::seconds(5); // duration and index are a few hundred bytes

std::optional<Packet> moved(const Packet& packet, std::optional<FileTime::Time> place)
{
    return place ? std::optional(packet.at(GstClockTime(place->count()))) : std::nullopt;
}

// Decided when packets come in, not behind the appsrc: its thread may wait in the muxer for sound,
// which waits for the keyframe after a pause.
Inlet::Turn pictures(std::shared_ptr<FileTime> fileTime, std::function<void()> started)
{
    return [fileTime, started](const Packet& packet) {
        const bool hadBegun = fileTime->hasBegun();
        const auto place = fileTime->ofPicture(FileTime::Time(GST_BUFFER_PTS(packet.buffer.get())),
                                               packet.keyframe);
        if (place && !hadBegun)
            started();
        return moved(packet, place);
    };
}

Inlet::Turn sounds(std::shared_ptr<FileTime> fileTime)
{
    return [fileTime](const Packet& packet) {
        return moved(packet,
                     fileTime->ofSound(FileTime::Time(GST_BUFFER_PTS(packet.buffer.get())),
                                       FileTime::Time(GST_BUFFER_DURATION(packet.buffer.get()))));
    };
}

} // namespace

Result<std::unique_ptr<Recorder>> Recorder::create(const Loop& loop, const TimeBase& time,
                                                   const PipelineTexts& texts, Settings settings,
                                                   Events events)
{
    auto bin = texts.build("recorder", {{"fd", std::to_string(settings.file.get())}});
    if (!bin)
        return bin.error();
    return std::unique_ptr<Recorder>(
        new Recorder(loop, time, std::move(settings), *bin, std::move(events)));
}

Recorder::Recorder(const Loop& loop, const TimeBase& time, Settings settings,
                   const GRef<GstElement>& bin, Events events)
    : loop_(loop), time_(time), file_(std::move(settings.file)),
      fileTime_(std::make_shared<FileTime>(FileTime::Time(GST_SECOND / settings.fps))),
      events_(std::move(events)),
      pipeline_(loop, time, "recorder",
                {.failed = [this](std::string why) { end(why); }, .ended = [this] { end(""); }}),
      video_(childOf(bin.get(), "video"), Inlet::Start::AtKeyframe,
             pictures(fileTime_, loop.bind(lifetime_, [this] { events_.started(); }))),
      audio_(childOf(bin.get(), "audio"), Inlet::Start::Anywhere, sounds(fileTime_))
{
    gst_bin_add(pipeline_.bin(), bin.get());
    pipeline_.play();
}

double Recorder::position() const
{
    return std::chrono::duration<double>(fileTime_->position(FileTime::Time(time_.now()))).count();
}

void Recorder::stop()
{
    video_.end();
    audio_.end();
    deadline_ =
        Timer::once(loop_, kFinish, [this] { end("the file could not be finished in time"); });
}

void Recorder::end(const std::string& error)
{
    if (std::exchange(ended_, true))
        return;
    const auto ended = events_.ended;
    ended(error); // may destroy *this
}

} // namespace confab::media
