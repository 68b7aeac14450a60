// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/yuv.hpp"
#include "media/flow/inlet.hpp"
#include "media/flow/pipeline.hpp"

#include <gst/app/gstappsink.h>
#include <gst/video/video.h>

#include <atomic>
#include <mutex>

namespace confab::test {

/// Somebody who receives the view's VP8, decodes it and looks at it. Filled on a streaming thread.
class DecodedView {
public:
    DecodedView(const Loop& loop, const media::TimeBase& time)
        : pipeline_(loop, time, "test-viewer", {.failed = [](std::string) {}, .ended = {}}),
          bin_(GRef<GstElement>::sink(gst_parse_bin_from_description(
              "appsrc name=in is-live=true format=time ! vp8dec ! video/x-raw,format=I420 ! "
              "appsink name=out sync=false async=false",
              FALSE, nullptr))),
          inlet_(media::childOf(bin_.get(), "in"), media::Inlet::Start::AtKeyframe)
    {
        GstAppSinkCallbacks callbacks{};
        callbacks.new_sample = [](GstAppSink* sink, gpointer self) {
            static_cast<DecodedView*>(self)->take(
                GRef<GstSample>::adopt(gst_app_sink_pull_sample(sink)));
            return GST_FLOW_OK;
        };
        const auto out = media::childOf(bin_.get(), "out");
        gst_app_sink_set_callbacks(GST_APP_SINK(out.get()), &callbacks, this, nullptr);
        gst_bin_add(pipeline_.bin(), bin_.get());
        pipeline_.play();
    }

    const media::Inlet& inlet() const { return inlet_; }
    GRef<GstPad> encodedPad() const
    {
        return media::padOf(media::childOf(bin_.get(), "in").get(), "src");
    }
    int frames() const { return frames_; }
    /// Longest time between two frames since the last call, in ms.
    int takeLongestGapMs() { return longestGapMs_.exchange(0); }
    /// Running time of the newest frame.
    GstClockTime lastPts() const { return lastPts_; }

    Yuv at(int x, int y) const
    {
        std::lock_guard lock(mutex_);
        GstVideoInfo info;
        GstVideoFrame frame;
        if (!last_ || !gst_video_info_from_caps(&info, gst_sample_get_caps(last_.get()))
            || !gst_video_frame_map(&frame, &info, gst_sample_get_buffer(last_.get()),
                                    GST_MAP_READ))
            return {};
        const auto plane = [&](int c, int px, int py) {
            return static_cast<guint8*>(GST_VIDEO_FRAME_COMP_DATA(
                &frame, c))[py * GST_VIDEO_FRAME_COMP_STRIDE(&frame, c) + px];
        };
        const Yuv colour{plane(0, x, y), plane(1, x / 2, y / 2), plane(2, x / 2, y / 2)};
        gst_video_frame_unmap(&frame);
        return colour;
    }

private:
    void take(GRef<GstSample> sample)
    {
        const gint64 now = g_get_monotonic_time();
        const gint64 before = lastUs_.exchange(now);
        if (before && (now - before) / 1000 > longestGapMs_)
            longestGapMs_ = int((now - before) / 1000);
        lastPts_ = GST_BUFFER_PTS(gst_sample_get_buffer(sample.get()));
        std::lock_guard lock(mutex_);
        last_ = std::move(sample);
        ++frames_;
    }

    mutable std::mutex mutex_;
    GRef<GstSample> last_; // guarded by mutex_
    std::atomic<int> frames_ = 0;
    std::atomic<int> longestGapMs_ = 0;
    std::atomic<gint64> lastUs_ = 0;
    std::atomic<GstClockTime> lastPts_ = 0;
    media::Pipeline pipeline_;
    GRef<GstElement> bin_;
    media::Inlet inlet_;
};

} // namespace confab::test
