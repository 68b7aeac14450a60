// SPDX-License-Identifier: Apache-2.0
#include "media/video/pixels/fast_scaling.hpp"

#include "base/gst/gst_ref.hpp"

#include <gst/video/video.h>

namespace confab::media {

void scaleFast(GstPad* compositorPad, bool isFast)
{
    const StructurePtr config(
        isFast
            ? gst_structure_new("GstVideoConverter", GST_VIDEO_CONVERTER_OPT_RESAMPLER_METHOD,
                                GST_TYPE_VIDEO_RESAMPLER_METHOD, GST_VIDEO_RESAMPLER_METHOD_LINEAR,
                                GST_VIDEO_RESAMPLER_OPT_MAX_TAPS, G_TYPE_UINT, 2u, nullptr)
            : nullptr);
    g_object_set(compositorPad, "converter-config", config.get(), nullptr);
}

} // namespace confab::media
