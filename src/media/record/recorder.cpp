// SPDX-License-Identifier: Apache-2.0
#include "media/record/recorder.hpp"

namespace confab {

namespace {

constexpr auto kFinish = std::chrono::seconds(5); // duration and index are a few hundred bytes

GstPadProbeReturn moveTo(GstPadProbeInfo* info, std::optional<FileTime::Time> place)
{
    if (!place)
        return GST_PAD_PROBE_DROP;
    auto* buffer =
        gst_buffer_make_writable(GST_PAD_PROBE_INFO_BUFFER(info)); // the bytes are shared
    GST_BUFFER_PTS(buffer) = GstClockTime(place->count());
    GST_PAD_PROBE_INFO_DATA(info) = buffer;
    return GST_PAD_PROBE_OK;
}

GRef<GstPad> sourceOf(const GRef<GstElement>& bin, const char* appsrc)
{
    return padOf(childOf(bin.get(), appsrc).get(), "src");
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
      video_(childOf(bin.get(), "video"), Inlet::Start::AtKeyframe),
      audio_(childOf(bin.get(), "audio"), Inlet::Start::Anywhere)
{
    auto started = loop.bind(lifetime_, [this] { events_.started(); });
    onVideo_ = PadProbe(sourceOf(bin, "video"), GST_PAD_PROBE_TYPE_BUFFER,
                        [fileTime = fileTime_, started](GstPadProbeInfo* info) {
                            auto* buffer = GST_PAD_PROBE_INFO_BUFFER(info);
                            const bool hadBegun = fileTime->hasBegun();
                            const auto place = fileTime->ofPicture(
                                FileTime::Time(GST_BUFFER_PTS(buffer)),
                                !GST_BUFFER_FLAG_IS_SET(buffer, GST_BUFFER_FLAG_DELTA_UNIT));
                            if (place && !hadBegun)
                                started();
                            return moveTo(info, place);
                        });
    onAudio_ =
        PadProbe(sourceOf(bin, "audio"), GST_PAD_PROBE_TYPE_BUFFER,
                 [fileTime = fileTime_](GstPadProbeInfo* info) {
                     const auto* buffer = GST_PAD_PROBE_INFO_BUFFER(info);
                     return moveTo(info,
                                   fileTime->ofSound(FileTime::Time(GST_BUFFER_PTS(buffer)),
                                                     FileTime::Time(GST_BUFFER_DURATION(buffer))));
                 });
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

} // namespace confab
