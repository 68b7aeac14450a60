// SPDX-License-Identifier: Apache-2.0
#include "finish/steps/transcoder.hpp"

#include <algorithm>
#include <cmath>

namespace confab::finish {

namespace {

/// One stream of an input and its decoder; none for what is copied.
struct Stream {
    int index = -1;
    AVMediaType type = AVMEDIA_TYPE_UNKNOWN;
    std::optional<av::FrameDecoder> decoder;
};

Result<Stream> streamOf(const av::AvInput& input, AVMediaType type, bool decode)
{
    Stream stream{input.first(type), type, {}};
    if (stream.index < 0 || !decode)
        return stream;
    auto decoder = av::FrameDecoder::open(input.stream(stream.index));
    if (!decoder)
        return decoder.error();
    stream.decoder.emplace(*std::move(decoder));
    return stream;
}

} // namespace

Result<Transcoder> Transcoder::open(const av::PictureFormat& format, Treatment picture,
                                    Treatment sound)
{
    Transcoder transcoder(picture, sound);
    if (picture == Treatment::Encode) {
        auto encoder = av::PictureEncoder::open(format);
        if (!encoder)
            return encoder.error();
        transcoder.picture_.emplace(*std::move(encoder));
    }
    if (sound == Treatment::Encode) {
        auto encoder = av::SoundEncoder::open(format.globalHeader);
        if (!encoder)
            return encoder.error();
        transcoder.sound_.emplace(*std::move(encoder));
    }
    return transcoder;
}

Status Transcoder::run(av::AvInput& input, Seconds offset, const Take& take, const av::Watch& watch)
{
    std::vector<Stream> streams;
    for (const auto type : {AVMEDIA_TYPE_VIDEO, AVMEDIA_TYPE_AUDIO}) {
        if (treatment(type) == Treatment::None)
            continue;
        auto stream = streamOf(input, type, treatment(type) == Treatment::Encode);
        if (!stream)
            return stream.error();
        if (stream->index >= 0)
            streams.push_back(*std::move(stream));
    }
    const av::AvPacket packet(av_packet_alloc());
    while (input.read(*packet)) {
        if (watch.stop)
            return av::interrupted();
        watch.progress(input.share());
        for (auto& stream : streams)
            if (stream.index == packet->stream_index) {
                const AVRational unit = input.stream(stream.index).time_base;
                auto pushed = stream.decoder
                    ? push(input, stream.type, *stream.decoder, packet.get(), offset, take)
                    : copy(stream.type, *packet, unit, offset, take);
                if (!pushed)
                    return pushed;
                break; // the packet may be spent
            }
    }
    for (auto& stream : streams)
        if (stream.decoder)
            if (auto pushed = push(input, stream.type, *stream.decoder, nullptr, offset, take);
                !pushed)
                return pushed;
    return input.checkDisk();
}

Status Transcoder::copy(AVMediaType type, AVPacket& packet, AVRational unit, Seconds offset,
                        const Take& take)
{
    if (packet.pts == AV_NOPTS_VALUE)
        return Done{};
    if (packet.dts == AV_NOPTS_VALUE)
        packet.dts = packet.pts;
    const auto shift = std::llround(offset.count() / av_q2d(unit));
    packet.pts += shift;
    packet.dts += shift;
    end_ = std::max(end_, Seconds(double(packet.pts + packet.duration) * av_q2d(unit)));
    return take(type, packet, unit);
}

Status Transcoder::push(av::AvInput& input, AVMediaType type, av::FrameDecoder& decoder,
                        const AVPacket* packet, Seconds offset, const Take& take)
{
    const AVRational unit = input.stream(input.first(type)).time_base;
    return decoder.push(packet, [&](AVFrame& frame) -> Status {
        const double at = double(frame.pts) * av_q2d(unit);
        end_ = std::max(end_, offset + Seconds(at + double(frame.pkt_duration) * av_q2d(unit)));
        const AVRational to = type == AVMEDIA_TYPE_VIDEO ? picture_->context().time_base
                                                         : AVRational{1, frame.sample_rate};
        const AVRational out = type == AVMEDIA_TYPE_VIDEO ? to : sound_->context().time_base;
        frame.pts = std::llround((at + offset.count()) / av_q2d(to));
        const auto passOn = [&](AVPacket& encoded) { return take(type, encoded, out); };
        if (type == AVMEDIA_TYPE_VIDEO)
            return picture_->push(&frame, passOn);
        return sound_->push(&frame, to, passOn);
    });
}

Status Transcoder::finish(const Take& take)
{
    if (picture_) {
        auto pushed = picture_->push(nullptr, [&](AVPacket& packet) {
            return take(AVMEDIA_TYPE_VIDEO, packet, picture_->context().time_base);
        });
        if (!pushed)
            return pushed;
    }
    if (!sound_)
        return Done{};
    return sound_->push(nullptr, {1, 1}, [&](AVPacket& packet) {
        return take(AVMEDIA_TYPE_AUDIO, packet, sound_->context().time_base);
    });
}

} // namespace confab::finish
