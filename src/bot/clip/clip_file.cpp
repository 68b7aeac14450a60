// SPDX-License-Identifier: Apache-2.0
#include "bot/clip/clip_file.hpp"

#include "av/av.hpp"
#include "media/codec/codecs.hpp"

#include <fmt/format.h>
#include <gst/audio/audio.h>

namespace confab::bot {

using namespace std::chrono_literals;

namespace {

constexpr int kAssumedLevel = 25; // -dBov of speech; the file does not say

Result<av::AvInputContext> open(const std::string& path)
{
    AVFormatContext* raw = nullptr;
    if (const int code = avformat_open_input(&raw, path.c_str(), nullptr, nullptr); code < 0)
        return Error{Errc::NotFound, "cannot open the clip " + path + ": " + av::avReason(code)};
    av::AvInputContext input(raw);
    if (const int code = avformat_find_stream_info(raw, nullptr); code < 0)
        return Error{Errc::InvalidArgument,
                     "cannot read the clip " + path + ": " + av::avReason(code)};
    return input;
}

int firstStream(const AVFormatContext& input, const media::Codec& codec)
{
    const AVCodecID wanted = av::codecId(codec.fileName);
    for (unsigned i = 0; i < input.nb_streams; ++i)
        if (input.streams[i]->codecpar->codec_id == wanted)
            return int(i);
    return -1;
}

std::chrono::nanoseconds toTime(std::int64_t value, AVRational unit)
{
    return std::chrono::nanoseconds(av_rescale_q(value, unit, {1, 1000000000}));
}

void append(Track& track, const AVPacket& packet, AVRational unit, bool sound)
{
    auto data = GRef<GstBuffer>::adopt(gst_buffer_new_memdup(packet.data, gsize(packet.size)));
    if (sound)
        gst_buffer_add_audio_level_meta(data.get(), kAssumedLevel, TRUE);
    const auto at =
        std::max(0ns, toTime(packet.pts == AV_NOPTS_VALUE ? packet.dts : packet.pts, unit));
    const auto duration = packet.duration > 0 ? toTime(packet.duration, unit) : 20ms;
    track.packets.push_back({std::move(data), at, (packet.flags & AV_PKT_FLAG_KEY) != 0});
    track.length = std::max(track.length, at + duration);
}

} // namespace

Result<Clip> readClip(const std::string& path)
{
    auto input = open(path);
    if (!input)
        return input.error();
    const int video = firstStream(**input, media::pictureCodec());
    const int audio = firstStream(**input, media::soundCodec());
    auto pictures = std::make_shared<Track>(), sounds = std::make_shared<Track>();
    const av::AvPacket packet(av_packet_alloc());
    while (av_read_frame(input->get(), packet.get()) >= 0) {
        const AVRational unit = (*input)->streams[packet->stream_index]->time_base;
        if (packet->stream_index == video)
            append(*pictures, *packet, unit, false);
        else if (packet->stream_index == audio)
            append(*sounds, *packet, unit, true);
        av_packet_unref(packet.get());
    }
    if (pictures->packets.empty() && sounds->packets.empty())
        return Error{
            Errc::InvalidArgument,
            fmt::format("{} holds neither {} nor {}; make one with ffmpeg -c:v libvpx -c:a "
                        "libopus clip.webm",
                        path, media::pictureCodec().name, media::soundCodec().name)};
    // The same length for both, or they would drift apart from loop to loop.
    pictures->length = sounds->length = std::max(pictures->length, sounds->length);
    return Clip{pictures->packets.empty() ? nullptr : pictures,
                sounds->packets.empty() ? nullptr : sounds, false};
}

} // namespace confab::bot
