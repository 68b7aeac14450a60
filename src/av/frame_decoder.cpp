// SPDX-License-Identifier: Apache-2.0
#include "av/frame_decoder.hpp"

namespace confab::av {

Result<FrameDecoder> FrameDecoder::open(const AVStream& stream)
{
    const AVCodecParameters& parameters = *stream.codecpar;
    const AVCodec* codec = avcodec_find_decoder(parameters.codec_id);
    if (!codec)
        return Error{Errc::Media,
                     std::string("no decoder for ") + avcodec_get_name(parameters.codec_id)};
    AvCodecContext context(avcodec_alloc_context3(codec));
    avcodec_parameters_to_context(context.get(), &parameters);
    context->pkt_timebase = stream.time_base;
    context->thread_count = 0; // as many as there are processors
    if (const int code = avcodec_open2(context.get(), codec, nullptr); code < 0)
        return avError(std::string("cannot decode ") + codec->name, code);
    return FrameDecoder(std::move(context), AvFrame(av_frame_alloc()));
}

Status FrameDecoder::push(const AVPacket* packet, const std::function<Status(AVFrame&)>& take)
{
    // Errors here are damaged frames: the decoder goes on with the next one.
    avcodec_send_packet(codec_.get(), packet);
    while (avcodec_receive_frame(codec_.get(), frame_.get()) >= 0) {
        frame_->pts = frame_->best_effort_timestamp;
        if (frame_->pts == AV_NOPTS_VALUE)
            continue;
        if (auto taken = take(*frame_); !taken)
            return taken;
    }
    return Done{};
}

} // namespace confab::av
