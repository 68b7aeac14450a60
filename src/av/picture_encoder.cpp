// SPDX-License-Identifier: Apache-2.0
#include "av/picture_encoder.hpp"

extern "C" {
#include <libavutil/imgutils.h>
#include <libavutil/opt.h>
#include <libswscale/swscale.h>
}

#include <algorithm>
#include <limits>

namespace confab::av {

namespace {

constexpr AVPixelFormat kFormat = AV_PIX_FMT_YUV420P;
constexpr int kTicks = 1000; // a second; as exact as WebM is

struct Rectangle {
    int x, y, width, height;
};

/// As large as fits, in the middle; all numbers even, because the colour planes have half the size.
Rectangle fitInto(const PictureFormat& canvas, int width, int height)
{
    const double scale = std::min(double(canvas.width) / width, double(canvas.height) / height);
    const int w = std::clamp(int(width * scale + 1) & ~1, 2, canvas.width);
    const int h = std::clamp(int(height * scale + 1) & ~1, 2, canvas.height);
    return {(canvas.width - w) / 2 & ~1, (canvas.height - h) / 2 & ~1, w, h};
}

} // namespace

void PictureEncoder::FreeScaler::operator()(SwsContext* s) const
{
    sws_freeContext(s);
}

Result<PictureEncoder> PictureEncoder::open(const PictureFormat& format)
{
    const AVCodec* codec = avcodec_find_encoder_by_name("libx264");
    if (!codec)
        return Error{Errc::Media, "FFmpeg's libraries here have no libx264, which H.264 needs"};
    AvCodecContext context(avcodec_alloc_context3(codec));
    context->width = format.width;
    context->height = format.height;
    context->pix_fmt = kFormat;
    context->sample_aspect_ratio = {1, 1};
    context->time_base = {1, kTicks};
    context->framerate = {format.fps, 1};
    context->gop_size = format.keyframeSeconds * format.fps * 2; // push() asks for them by time
    context->thread_count = 0;
    if (format.globalHeader)
        context->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
    av_opt_set(context->priv_data, "preset", "veryfast", 0);
    av_opt_set(context->priv_data, "crf", "23", 0);
    av_opt_set(context->priv_data, "forced-idr", "1", 0);
    if (const int code = avcodec_open2(context.get(), codec, nullptr); code < 0)
        return avError("cannot encode H.264", code);
    return PictureEncoder(format, PacketEncoder(std::move(context)));
}

PictureEncoder::PictureEncoder(const PictureFormat& format, PacketEncoder encoder)
    : format_(format), encoder_(std::move(encoder)),
      last_(std::numeric_limits<std::int64_t>::min()), nextKeyframe_(last_)
{
}

Status PictureEncoder::push(AVFrame* frame, const TakePacket& take)
{
    const auto takeWithLength = [&](AVPacket& packet) {
        if (packet.duration == 0) // the very last frame does not say its own
            packet.duration = kTicks / format_.fps;
        return take(packet);
    };
    if (!frame)
        return encoder_.push(nullptr, takeWithLength);
    if (frame->pts <= last_)
        return Done{};
    last_ = frame->pts;
    const auto fitted = fit(*frame);
    if (!fitted)
        return fitted.error();
    AVFrame& picture = **fitted;
    picture.pts = last_;
    picture.pict_type = AV_PICTURE_TYPE_NONE;
    if (last_ >= nextKeyframe_) {
        const std::int64_t every = std::int64_t(format_.keyframeSeconds) * kTicks;
        nextKeyframe_ = (last_ / every + 1) * every;
        picture.pict_type = AV_PICTURE_TYPE_I;
    }
    return encoder_.push(&picture, takeWithLength);
}

Result<AVFrame*> PictureEncoder::fit(AVFrame& frame)
{
    if (frame.width == format_.width && frame.height == format_.height && frame.format == kFormat)
        return &frame;
    if (frame.width < 1 || frame.height < 1)
        return Error{Errc::Media, "a picture has no size"};
    const auto to = fitInto(format_, frame.width, frame.height);
    scaler_.reset(sws_getCachedContext(scaler_.release(), frame.width, frame.height,
                                       AVPixelFormat(frame.format), to.width, to.height, kFormat,
                                       SWS_BILINEAR, nullptr, nullptr, nullptr));
    // A new one each time: the encoder keeps those it still needs.
    fitted_.reset(av_frame_alloc());
    fitted_->format = kFormat;
    fitted_->width = format_.width;
    fitted_->height = format_.height;
    if (!scaler_ || av_frame_get_buffer(fitted_.get(), 0) < 0)
        return Error{Errc::Media, "a picture cannot be scaled"};
    std::ptrdiff_t strides[4] = {};
    std::copy_n(fitted_->linesize, 4, strides);
    av_image_fill_black(fitted_->data, strides, kFormat, AVCOL_RANGE_MPEG, format_.width,
                        format_.height);
    std::uint8_t* places[4] = {};
    for (int plane = 0; plane < 3; ++plane)
        places[plane] = fitted_->data[plane] + to.y / (plane ? 2 : 1) * fitted_->linesize[plane]
            + to.x / (plane ? 2 : 1);
    sws_scale(scaler_.get(), frame.data, frame.linesize, 0, frame.height, places,
              fitted_->linesize);
    return fitted_.get();
}

} // namespace confab::av
