// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/gst/gst_ref.hpp"

namespace confab::media {

/// The running time of a buffer that passes `pad` with that PTS. It means the same in every
/// pipeline of a TimeBase.
inline GstClockTime runningTime(GstPad* pad, GstClockTime pts)
{
    const auto event = GRef<GstEvent>::adopt(gst_pad_get_sticky_event(pad, GST_EVENT_SEGMENT, 0));
    const GstSegment* segment = nullptr;
    if (event)
        gst_event_parse_segment(event.get(), &segment);
    return segment ? gst_segment_to_running_time(segment, GST_FORMAT_TIME, pts) : pts;
}

} // namespace confab::media
