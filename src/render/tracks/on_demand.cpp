// SPDX-License-Identifier: Apache-2.0
#include "render/tracks/on_demand.hpp"

#include <gst/app/gstappsrc.h>

namespace confab::render {

void feedOnDemand(GstElement* appsrc, std::function<GRef<GstSample>()> next)
{
    using Next = std::function<GRef<GstSample>()>;
    GstAppSrcCallbacks callbacks{};
    callbacks.need_data = [](GstAppSrc* source, guint, gpointer self) {
        if (const auto sample = (*static_cast<Next*>(self))())
            gst_app_src_push_sample(source, sample.get());
        else
            gst_app_src_end_of_stream(source);
    };
    gst_app_src_set_callbacks(GST_APP_SRC(appsrc), &callbacks, new Next(std::move(next)),
                              [](gpointer self) { delete static_cast<Next*>(self); });
}

GRef<GstSample> timedSample(GRef<GstBuffer> buffer, GstCaps* caps, gint64 at, gint64 duration)
{
    GST_BUFFER_PTS(buffer.get()) = GstClockTime(at);
    GST_BUFFER_DTS(buffer.get()) = GST_CLOCK_TIME_NONE;
    GST_BUFFER_DURATION(buffer.get()) = GstClockTime(duration);
    return GRef<GstSample>::adopt(gst_sample_new(buffer.get(), caps, nullptr, nullptr));
}

} // namespace confab::render
