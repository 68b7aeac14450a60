// SPDX-License-Identifier: Apache-2.0
#include "media/video/compose/snapshot.hpp"

#include "av/jpeg.hpp"

#include <gst/video/video.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <utility>

namespace confab::media {

namespace {

constexpr int kSide = 640;
constexpr std::size_t kMaxBytes = 128 * 1024;
constexpr int kQualities[] = {5, 12, 31}; // of 2 (best) to 31: noise takes the last one

/// Of a mapped picture, borrowed.
av::AvFrame viewOf(const GstVideoFrame& frame)
{
    av::AvFrame view(av_frame_alloc());
    view->format = AV_PIX_FMT_YUV420P;
    view->width = GST_VIDEO_FRAME_WIDTH(&frame);
    view->height = GST_VIDEO_FRAME_HEIGHT(&frame);
    for (unsigned plane = 0; plane < GST_VIDEO_FRAME_N_PLANES(&frame); ++plane) {
        view->data[plane] = static_cast<std::uint8_t*>(GST_VIDEO_FRAME_PLANE_DATA(&frame, plane));
        view->linesize[plane] = GST_VIDEO_FRAME_PLANE_STRIDE(&frame, plane);
    }
    return view;
}

av::AvFrame shrink(const AVFrame& picture)
{
    const double scale = std::min(1., double(kSide) / std::max(picture.width, picture.height));
    const auto even = [scale](int length) {
        return std::max(2, int(std::lround(scale * length)) & ~1);
    };
    return av::scaleForJpeg(picture, even(picture.width), even(picture.height));
}

Result<std::string> encode(AVFrame& picture)
{
    for (const int quality : kQualities) {
        auto jpeg = av::encodeJpeg(picture, quality);
        if (!jpeg || jpeg->size() <= kMaxBytes)
            return jpeg;
    }
    return Error{Errc::Media, "the picture is too large to be sent"};
}

Result<std::string> jpegOf(GstBuffer* buffer, GstCaps* caps)
{
    GstVideoInfo info;
    GstVideoFrame frame;
    if (!caps || !gst_video_info_from_caps(&info, caps)
        || GST_VIDEO_INFO_FORMAT(&info) != GST_VIDEO_FORMAT_I420
        || !gst_video_frame_map(&frame, &info, buffer, GST_MAP_READ))
        return Error{Errc::Media, "the picture cannot be read"};
    const auto small = shrink(*viewOf(frame));
    gst_video_frame_unmap(&frame);
    if (!small)
        return Error{Errc::Media, "the picture cannot be scaled"};
    return encode(*small);
}

} // namespace

void Snapshot::take(Taken taken)
{
    waiting_.push_back(std::move(taken));
    if (waiting_.size() > 1)
        return;
    const auto first = std::make_shared<std::atomic<bool>>(true);
    probe_ =
        PadProbe(pad_, GST_PAD_PROBE_TYPE_BUFFER,
                 [first, pad = pad_.get(),
                  seen = loop_.bind(
                      lifetime_, [this](const GRef<GstBuffer>& buffer, const GRef<GstCaps>& caps) {
                          onPicture(buffer, caps);
                      })](GstPadProbeInfo* info) {
                     if (first->exchange(false))
                         seen(GRef<GstBuffer>::share(GST_PAD_PROBE_INFO_BUFFER(info)),
                              GRef<GstCaps>::adopt(gst_pad_get_current_caps(pad)));
                     return GST_PAD_PROBE_OK;
                 });
}

void Snapshot::onPicture(const GRef<GstBuffer>& buffer, const GRef<GstCaps>& caps)
{
    probe_ = {};
    const auto jpeg = jpegOf(buffer.get(), caps.get());
    for (const auto& taken : std::exchange(waiting_, {}))
        taken(jpeg);
}

} // namespace confab::media
