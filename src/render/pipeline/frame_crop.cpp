// SPDX-License-Identifier: Apache-2.0
#include "render/pipeline/frame_crop.hpp"

#include <gst/video/video.h>

namespace confab::render {

layout::Size sizeOf(GstSample* picture)
{
    GstVideoInfo info;
    if (!gst_video_info_from_caps(&info, gst_sample_get_caps(picture)))
        return {};
    return {info.width, info.height};
}

GRef<GstBuffer> croppedBuffer(GstSample* picture, const media::Crop& crop)
{
    auto buffer = GRef<GstBuffer>::adopt(gst_buffer_copy(gst_sample_get_buffer(picture)));
    if (crop == media::Crop{})
        return buffer;
    GstVideoMeta* meta = gst_buffer_get_video_meta(buffer.get());
    if (!meta) {
        GstVideoInfo info;
        const bool isVideo = gst_video_info_from_caps(&info, gst_sample_get_caps(picture));
        g_assert(isVideo);
        meta = gst_buffer_add_video_meta_full(buffer.get(), GST_VIDEO_FRAME_FLAG_NONE,
                                              GST_VIDEO_FORMAT_I420, guint(info.width),
                                              guint(info.height), 3, info.offset, info.stride);
    }
    for (int plane = 0; plane < 3; ++plane) {
        const int half = plane ? 2 : 1;
        meta->offset[plane] +=
            gsize(crop.top / half) * gsize(meta->stride[plane]) + gsize(crop.left / half);
    }
    meta->width -= guint(crop.left + crop.right);
    meta->height -= guint(crop.top + crop.bottom);
    return buffer;
}

GRef<GstCaps> croppedCaps(GstSample* picture, const media::Crop& crop)
{
    const layout::Size size = sizeOf(picture);
    auto caps = GRef<GstCaps>::adopt(gst_caps_copy(gst_sample_get_caps(picture)));
    gst_caps_set_simple(caps.get(), "width", G_TYPE_INT, size.width - crop.left - crop.right,
                        "height", G_TYPE_INT, size.height - crop.top - crop.bottom, nullptr);
    return caps;
}

} // namespace confab::render
