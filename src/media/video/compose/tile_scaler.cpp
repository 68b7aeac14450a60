// SPDX-License-Identifier: Apache-2.0
#include "media/video/compose/tile_scaler.hpp"

#include "media/video/pixels/i420_buffer.hpp"
#include "media/video/pixels/tile_crop.hpp"

#include <libyuv/scale.h>

#include <utility>

namespace confab::media {

namespace {

layout::Rect keptOf(layout::Size picture, const Crop& crop)
{
    return {crop.left, crop.top, picture.width - crop.left - crop.right,
            picture.height - crop.top - crop.bottom};
}

struct Plane {
    std::uint8_t* data;
    int stride;
};

/// A plane of a mapped I420 frame from a pixel on; even coordinates.
Plane planeOf(GstVideoFrame& frame, guint plane, int x = 0, int y = 0)
{
    const int half = plane ? 2 : 1, stride = GST_VIDEO_FRAME_PLANE_STRIDE(&frame, plane);
    return {static_cast<std::uint8_t*>(GST_VIDEO_FRAME_PLANE_DATA(&frame, plane))
                + y / half * stride + x / half,
            stride};
}

void scale(GstVideoFrame& from, const layout::Rect& kept, GstVideoFrame& to)
{
    const Plane fromY = planeOf(from, 0, kept.x, kept.y), fromU = planeOf(from, 1, kept.x, kept.y),
                fromV = planeOf(from, 2, kept.x, kept.y);
    const Plane toY = planeOf(to, 0), toU = planeOf(to, 1), toV = planeOf(to, 2);
    libyuv::I420Scale(fromY.data, fromY.stride, fromU.data, fromU.stride, fromV.data, fromV.stride,
                      kept.width, kept.height, toY.data, toY.stride, toU.data, toU.stride, toV.data,
                      toV.stride, GST_VIDEO_FRAME_WIDTH(&to), GST_VIDEO_FRAME_HEIGHT(&to),
                      libyuv::kFilterBox);
}

} // namespace

TileScaler::~TileScaler()
{
    closePool();
}

void TileScaler::follow(layout::Size place, bool isCropped)
{
    const std::lock_guard lock(mutex_);
    wanted_ = {place, isCropped};
}

std::optional<Packet> TileScaler::turn(const Packet& picture, GstClockTime shownAt)
{
    adapt(picture.caps);
    if (!to_)
        return {};
    auto buffer = scaled(picture.buffer.get());
    if (!buffer)
        return {};
    GST_BUFFER_PTS(buffer.get()) = shownAt;
    return Packet{std::move(buffer), to_, picture.keyframe};
}

/// To pictures of these caps, and to the tile of now.
void TileScaler::adapt(const GRef<GstCaps>& caps)
{
    Target wanted;
    {
        const std::lock_guard lock(mutex_);
        wanted = wanted_;
    }
    if (caps.get() == from_.get() && wanted == target_)
        return;
    closePool();
    from_ = caps;
    to_ = {};
    target_ = wanted;
    if (!gst_video_info_from_caps(&in_, caps.get())
        || GST_VIDEO_INFO_FORMAT(&in_) != GST_VIDEO_FORMAT_I420)
        return;
    const layout::Size picture{in_.width, in_.height};
    const Crop crop = wanted.isCropped ? cropFor(picture, wanted.place) : Crop{};
    const layout::Size size = wanted.isCropped ? wanted.place : fitInto(wanted.place, picture);
    kept_ = keptOf(picture, crop);
    if (size.width < 2 || size.height < 2)
        return;
    to_ = i420Caps(size, 0);
    gst_video_info_set_format(&out_, GST_VIDEO_FORMAT_I420, guint(size.width), guint(size.height));
    pool_ = GRef<GstBufferPool>::adopt(gst_buffer_pool_new());
    auto* config = gst_buffer_pool_get_config(pool_.get());
    gst_buffer_pool_config_set_params(config, to_.get(), guint(out_.size), 0, 0);
    gst_buffer_pool_set_config(pool_.get(), config);
    gst_buffer_pool_set_active(pool_.get(), TRUE);
}

GRef<GstBuffer> TileScaler::scaled(GstBuffer* picture)
{
    GstBuffer* made = nullptr;
    GstVideoFrame from, to;
    if (gst_buffer_pool_acquire_buffer(pool_.get(), &made, nullptr) != GST_FLOW_OK)
        return {};
    auto buffer = GRef<GstBuffer>::adopt(made);
    if (!gst_video_frame_map(&from, &in_, picture, GST_MAP_READ))
        return {};
    const bool isMapped = gst_video_frame_map(&to, &out_, made, GST_MAP_WRITE);
    if (isMapped) {
        scale(from, kept_, to);
        gst_video_frame_unmap(&to);
    }
    gst_video_frame_unmap(&from);
    if (!isMapped)
        return {};
    return buffer;
}

void TileScaler::closePool()
{
    if (pool_)
        gst_buffer_pool_set_active(pool_.get(), FALSE);
    pool_ = {};
}

} // namespace confab::media
