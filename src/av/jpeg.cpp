// SPDX-License-Identifier: Apache-2.0
#include "av/jpeg.hpp"

extern "C" {
#include <libswscale/swscale.h>
}

namespace confab::av {

namespace {

struct FreeScaler {
    void operator()(SwsContext* s) const { sws_freeContext(s); }
};

} // namespace

AvFrame scaleForJpeg(const AVFrame& from, int width, int height)
{
    AvFrame to(av_frame_alloc());
    to->format = AV_PIX_FMT_YUVJ420P;
    to->color_range = AVCOL_RANGE_JPEG;
    to->width = width;
    to->height = height;
    const std::unique_ptr<SwsContext, FreeScaler> scaler(
        sws_getContext(from.width, from.height, AVPixelFormat(from.format), width, height,
                       AV_PIX_FMT_YUVJ420P, SWS_AREA, nullptr, nullptr, nullptr));
    if (!scaler || av_frame_get_buffer(to.get(), 0) < 0)
        return nullptr;
    sws_scale(scaler.get(), from.data, from.linesize, 0, from.height, to->data, to->linesize);
    return to;
}

Result<std::string> encodeJpeg(AVFrame& picture, int quality)
{
    const AVCodec* codec = avcodec_find_encoder(AV_CODEC_ID_MJPEG);
    if (!codec)
        return Error{Errc::Media, "FFmpeg's libraries here have no JPEG encoder"};
    const AvCodecContext context(avcodec_alloc_context3(codec));
    context->width = picture.width;
    context->height = picture.height;
    context->pix_fmt = AVPixelFormat(picture.format);
    context->color_range = picture.color_range;
    context->time_base = {1, 1};
    context->flags |= AV_CODEC_FLAG_QSCALE;
    context->global_quality = quality * FF_QP2LAMBDA;
    if (const int code = avcodec_open2(context.get(), codec, nullptr); code < 0)
        return avError("cannot encode a JPEG", code);
    picture.pts = 0;
    picture.quality = context->global_quality;
    const AvPacket packet(av_packet_alloc());
    avcodec_send_frame(context.get(), &picture);
    if (const int code = avcodec_receive_packet(context.get(), packet.get()); code < 0)
        return avError("cannot encode a JPEG", code);
    return std::string(reinterpret_cast<const char*>(packet->data), std::size_t(packet->size));
}

} // namespace confab::av
