// SPDX-License-Identifier: Apache-2.0
#include "render/tracks/track_pictures.hpp"

#include "media/flow/pipeline.hpp"
#include "render/tracks/on_demand.hpp"

#include <gst/app/gstappsink.h>
#include <spdlog/spdlog.h>

namespace confab::render {

namespace {

constexpr GstClockTime kLimit = 10 * GST_SECOND;

gint64 timeOf(const GRef<GstSample>& sample)
{
    return gint64(GST_BUFFER_PTS(gst_sample_get_buffer(sample.get())));
}

} // namespace

Result<std::unique_ptr<TrackPictures>> TrackPictures::open(const media::PipelineTexts& texts,
                                                           TrackReader reader)
{
    auto bin = texts.build("render-picture");
    if (!bin)
        return bin.error();
    const auto file = std::make_shared<TrackReader>(std::move(reader));
    feedOnDemand(media::childOf(bin->get(), "in").get(), [file]() -> GRef<GstSample> {
        const auto packet = file->next();
        if (!packet)
            return {};
        auto buffer =
            GRef<GstBuffer>::adopt(gst_buffer_new_memdup(packet->data.data(), packet->data.size()));
        if (!packet->keyframe)
            GST_BUFFER_FLAG_SET(buffer.get(), GST_BUFFER_FLAG_DELTA_UNIT);
        return timedSample(std::move(buffer), nullptr, packet->at.count(), -1);
    });
    auto pipeline = GRef<GstElement>::sink(gst_pipeline_new(nullptr));
    gst_bin_add(GST_BIN(pipeline.get()), bin->get());
    return std::unique_ptr<TrackPictures>(new TrackPictures(std::move(pipeline)));
}

TrackPictures::TrackPictures(GRef<GstElement> pipeline)
    : pipeline_(std::move(pipeline)), out_(media::childOf(pipeline_.get(), "out"))
{
    gst_element_set_state(pipeline_.get(), GST_STATE_PLAYING);
}

TrackPictures::~TrackPictures()
{
    gst_element_set_state(pipeline_.get(), GST_STATE_NULL);
}

GRef<GstSample> TrackPictures::at(std::chrono::nanoseconds t)
{
    while (!ended_ && (!next_ || timeOf(next_) <= t.count())) {
        if (next_)
            current_ = std::move(next_);
        next_ = pull();
        ended_ = !next_;
    }
    return current_;
}

GRef<GstSample> TrackPictures::pull()
{
    auto* sink = GST_APP_SINK(out_.get());
    auto sample = GRef<GstSample>::adopt(gst_app_sink_try_pull_sample(sink, kLimit));
    if (!sample && !gst_app_sink_is_eos(sink))
        spdlog::error("a track's pictures cannot be decoded any further");
    return sample;
}

} // namespace confab::render
