// SPDX-License-Identifier: Apache-2.0
#include "av/sound_encoder.hpp"

extern "C" {
#include <libavutil/audio_fifo.h>
#include <libavutil/opt.h>
#include <libswresample/swresample.h>
}

#include <algorithm>

namespace confab::av {

namespace {

constexpr int kRate = 48000;
constexpr int kBitrate = 128000;
constexpr AVSampleFormat kFormat = AV_SAMPLE_FMT_FLTP;
const AVChannelLayout kStereo = AV_CHANNEL_LAYOUT_STEREO;

AvFrame soundFrame(int samples)
{
    AvFrame frame(av_frame_alloc());
    frame->nb_samples = samples;
    frame->format = kFormat;
    frame->sample_rate = kRate;
    av_channel_layout_copy(&frame->ch_layout, &kStereo);
    if (av_frame_get_buffer(frame.get(), 0) < 0)
        return nullptr;
    return frame;
}

Error noMemory()
{
    return {Errc::Media, "no memory for sound"};
}

} // namespace

void SoundEncoder::Free::operator()(SwrContext* s) const
{
    swr_free(&s);
}

void SoundEncoder::Free::operator()(AVAudioFifo* f) const
{
    av_audio_fifo_free(f);
}

Result<SoundEncoder> SoundEncoder::open(bool globalHeader)
{
    const AVCodec* codec = avcodec_find_encoder(AV_CODEC_ID_AAC);
    if (!codec)
        return Error{Errc::Media, "FFmpeg's libraries here have no AAC encoder"};
    AvCodecContext context(avcodec_alloc_context3(codec));
    context->sample_rate = kRate;
    context->sample_fmt = kFormat;
    context->bit_rate = kBitrate;
    context->time_base = {1, kRate};
    av_channel_layout_copy(&context->ch_layout, &kStereo);
    if (globalHeader)
        context->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
    if (const int code = avcodec_open2(context.get(), codec, nullptr); code < 0)
        return avError("cannot encode AAC", code);
    AVAudioFifo* fifo = av_audio_fifo_alloc(kFormat, kStereo.nb_channels, kRate);
    if (!fifo)
        return noMemory();
    return SoundEncoder(PacketEncoder(std::move(context)), fifo);
}

SoundEncoder::SoundEncoder(PacketEncoder encoder, AVAudioFifo* fifo)
    : encoder_(std::move(encoder)), fifo_(fifo)
{
}

Status SoundEncoder::push(const AVFrame* frame, AVRational unit, const TakePacket& take)
{
    if (!frame) {
        if (auto converted = resampler_ ? convert(nullptr) : Done{}; !converted)
            return converted;
        if (auto drained = drain(1, take); !drained)
            return drained;
        return encoder_.push(nullptr, take);
    }
    if (auto prepared = prepare(*frame); !prepared)
        return prepared;
    // Fills or drops so that the next sample lands at its time; see swr_next_pts().
    swr_next_pts(
        resampler_.get(),
        av_rescale(frame->pts, std::int64_t(unit.num) * kRate * frame->sample_rate, unit.den));
    if (auto converted = convert(frame); !converted)
        return converted;
    return drain(context().frame_size, take);
}

Status SoundEncoder::prepare(const AVFrame& frame)
{
    if (resampler_ && rate_ == frame.sample_rate && format_ == frame.format
        && channels_ == frame.ch_layout.nb_channels)
        return Done{};
    if (resampler_)
        if (auto converted = convert(nullptr); !converted)
            return converted;
    SwrContext* raw = nullptr;
    AVChannelLayout from = frame.ch_layout, to = kStereo; // FFmpeg 5.1 does not take const
    swr_alloc_set_opts2(&raw, &to, kFormat, kRate, &from, AVSampleFormat(frame.format),
                        frame.sample_rate, 0, nullptr);
    if (!raw)
        return noMemory();
    resampler_.reset(raw);
    av_opt_set_double(raw, "async", 1, 0);
    av_opt_set_double(raw, "min_hard_comp", 0.01, 0); // a lost packet is 20 ms
    av_opt_set_int(raw, "first_pts", samples_ + av_audio_fifo_size(fifo_.get()), 0);
    if (const int code = swr_init(raw); code < 0)
        return avError("cannot convert sound", code);
    rate_ = frame.sample_rate;
    format_ = frame.format;
    channels_ = frame.ch_layout.nb_channels;
    return Done{};
}

Status SoundEncoder::convert(const AVFrame* frame)
{
    const int most = swr_get_out_samples(resampler_.get(), frame ? frame->nb_samples : 0);
    if (most <= 0)
        return Done{};
    const auto out = soundFrame(most);
    if (!out)
        return noMemory();
    auto* in = frame ? const_cast<const std::uint8_t**>(frame->extended_data) : nullptr;
    const int got =
        swr_convert(resampler_.get(), out->extended_data, most, in, frame ? frame->nb_samples : 0);
    if (got < 0)
        return avError("cannot convert sound", got);
    if (av_audio_fifo_write(fifo_.get(), reinterpret_cast<void**>(out->extended_data), got) < got)
        return noMemory();
    return Done{};
}

Status SoundEncoder::drain(int atLeast, const TakePacket& take)
{
    while (av_audio_fifo_size(fifo_.get()) >= atLeast) {
        const int count = std::min(context().frame_size, av_audio_fifo_size(fifo_.get()));
        const auto frame = soundFrame(count);
        if (!frame)
            return noMemory();
        av_audio_fifo_read(fifo_.get(), reinterpret_cast<void**>(frame->extended_data), count);
        frame->pts = samples_;
        samples_ += count;
        if (auto pushed = encoder_.push(frame.get(), take); !pushed)
            return pushed;
    }
    return Done{};
}

} // namespace confab::av
