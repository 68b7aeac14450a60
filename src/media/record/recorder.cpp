// SPDX-License-Identifier: Apache-2.0
#include "media/record/recorder.hpp"

#include <atomic>

namespace confab {

namespace {

constexpr auto kFinish = std::chrono::seconds(5); // duration and index are a few hundred bytes

} // namespace

Result<std::unique_ptr<Recorder>> Recorder::create(const Loop& loop, const TimeBase& time,
                                                   const PipelineTexts& texts, RecordingFile file,
                                                   Events events)
{
    auto bin = texts.build("recorder", {{"fd", std::to_string(file.fd.get())}});
    if (!bin)
        return bin.error();
    return std::unique_ptr<Recorder>(
        new Recorder(loop, time, std::move(file), *bin, std::move(events)));
}

Recorder::Recorder(const Loop& loop, const TimeBase& time, RecordingFile file,
                   const GRef<GstElement>& bin, Events events)
    : loop_(loop), file_(std::move(file)), events_(std::move(events)),
      pipeline_(loop, time, "recorder",
                {.failed = [this](std::string why) { end(why); }, .ended = [this] { end(""); }}),
      video_(childOf(bin.get(), "video"), Inlet::Start::AtKeyframe),
      audio_(childOf(bin.get(), "audio"), Inlet::Start::Anywhere)
{
    auto started = loop.bind(lifetime_, [this] {
        started_ = true;
        events_.started();
    });
    auto first = std::make_shared<std::atomic<bool>>(true);
    onVideo_ = PadProbe(padOf(childOf(bin.get(), "video").get(), "src"), GST_PAD_PROBE_TYPE_BUFFER,
                        [started, first](GstPadProbeInfo*) {
                            if (first->exchange(false))
                                started();
                            return GST_PAD_PROBE_OK;
                        });
    gst_bin_add(pipeline_.bin(), bin.get());
    pipeline_.play();
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
