// SPDX-License-Identifier: Apache-2.0
#include "finish/live/hls_output.hpp"

#include "archive/recording_name.hpp"

#include <fmt/format.h>

namespace confab::finish {

namespace {

/// By the held folder, wherever that is now: FFmpeg opens and renames by path here.
std::string pathOf(const Folder& folder, const char* name)
{
    return fmt::format("/proc/self/fd/{}/{}", folder.fd(), name);
}

/// What an earlier follower left: this one begins at the beginning.
void empty(const Folder& folder)
{
    for (const auto& name : folder.names())
        if (name.starts_with("live"))
            folder.removeFile(name);
}

} // namespace

Result<std::unique_ptr<HlsOutput>> HlsOutput::create(const Folder& folder, const std::string& id)
{
    const auto name = archive::fileOf(id, archive::RecordingFileKind::Stream);
    auto hls = folder.makeSub(name);
    if (!hls)
        return cannot("write", name, hls.error());
    empty(*hls);
    std::unique_ptr<HlsOutput> output(new HlsOutput(*std::move(hls)));
    AVFormatContext* raw = nullptr;
    const auto path = pathOf(output->folder_, archive::kPlaylist);
    if (const int code = avformat_alloc_output_context2(&raw, nullptr, "hls", path.c_str());
        code < 0)
        return av::avError("cannot write HLS", code);
    output->context_.reset(raw);
    return output;
}

AVStream& HlsOutput::addStream(const AVCodecContext& encoder)
{
    AVStream* stream = avformat_new_stream(context_.get(), nullptr);
    avcodec_parameters_from_context(stream->codecpar, &encoder);
    stream->time_base = encoder.time_base;
    return *stream;
}

Status HlsOutput::begin()
{
    AVDictionary* options = nullptr;
    av_dict_set(&options, "hls_time", "4", 0);
    av_dict_set(&options, "hls_playlist_type", "event", 0);
    av_dict_set(&options, "hls_flags", "independent_segments+temp_file", 0);
    av_dict_set(&options, "hls_segment_filename", pathOf(folder_, "live%05d.ts").c_str(), 0);
    const int code = avformat_write_header(context_.get(), &options);
    av_dict_free(&options);
    if (code < 0)
        return av::avError("cannot write HLS", code);
    return Done{};
}

Status HlsOutput::write(AVPacket& packet, AVRational unit)
{
    av_packet_rescale_ts(&packet, unit, context_->streams[packet.stream_index]->time_base);
    if (const int code = av_interleaved_write_frame(context_.get(), &packet); code < 0)
        return av::avError("cannot write HLS", code);
    return Done{};
}

Status HlsOutput::finish()
{
    if (const int code = av_write_trailer(context_.get()); code < 0)
        return av::avError("cannot write HLS", code);
    return Done{};
}

} // namespace confab::finish
