// SPDX-License-Identifier: Apache-2.0
#include "media/video/pixels/i420_buffer.hpp"

#include <gst/video/video.h>

#include <cstring>

namespace confab::media {

namespace {

void copyPlane(GstVideoFrame& frame, int plane, const std::vector<std::uint8_t>& from)
{
    const auto width = std::size_t(GST_VIDEO_FRAME_COMP_WIDTH(&frame, plane));
    auto* to = static_cast<std::uint8_t*>(GST_VIDEO_FRAME_PLANE_DATA(&frame, plane));
    for (int row = 0; row < GST_VIDEO_FRAME_COMP_HEIGHT(&frame, plane); ++row)
        std::memcpy(to + row * GST_VIDEO_FRAME_PLANE_STRIDE(&frame, plane),
                    from.data() + std::size_t(row) * width, width);
}

} // namespace

GRef<GstBuffer> i420Of(const OverlayPicture& picture)
{
    GstVideoInfo info;
    gst_video_info_set_format(&info, GST_VIDEO_FORMAT_I420, guint(picture.size.width),
                              guint(picture.size.height));
    auto buffer = GRef<GstBuffer>::adopt(gst_buffer_new_allocate(nullptr, info.size, nullptr));
    GstVideoFrame frame;
    const bool isMapped = gst_video_frame_map(&frame, &info, buffer.get(), GST_MAP_WRITE);
    g_assert(isMapped);
    copyPlane(frame, 0, picture.y);
    copyPlane(frame, 1, picture.u);
    copyPlane(frame, 2, picture.v);
    gst_video_frame_unmap(&frame);
    return buffer;
}

GRef<GstCaps> i420Caps(layout::Size size, int fps)
{
    return GRef<GstCaps>::adopt(gst_caps_new_simple(
        "video/x-raw", "format", G_TYPE_STRING, "I420", "width", G_TYPE_INT, size.width, "height",
        G_TYPE_INT, size.height, "framerate", GST_TYPE_FRACTION, fps, 1, "interlace-mode",
        G_TYPE_STRING, "progressive", "colorimetry", G_TYPE_STRING, "bt601", nullptr));
}

} // namespace confab::media
