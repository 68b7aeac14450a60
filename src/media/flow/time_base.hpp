// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/gst/gst_ref.hpp"

namespace confab::media {

/// The one clock and base time that all pipelines of a process share, so that a running time means
/// the same in each of them. A value; any thread.
class TimeBase {
public:
    TimeBase()
        : clock_(GRef<GstClock>::adopt(gst_system_clock_obtain())),
          base_(gst_clock_get_time(clock_.get()))
    {
    }

    /// Call it before the pipeline leaves the state NULL.
    void apply(GstElement* pipeline) const
    {
        gst_pipeline_use_clock(GST_PIPELINE(pipeline), clock_.get());
        gst_element_set_start_time(pipeline, GST_CLOCK_TIME_NONE);
        gst_element_set_base_time(pipeline, base_);
    }

    /// Running time now, in nanoseconds.
    GstClockTime now() const { return gst_clock_get_time(clock_.get()) - base_; }

private:
    GRef<GstClock> clock_;
    GstClockTime base_;
};

} // namespace confab::media
