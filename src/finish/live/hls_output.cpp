// SPDX-License-Identifier: Apache-2.0
#include "finish/live/hls_output.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>

namespace confab::finish {

namespace {

/// By the held folder, wherever that is now: FFmpeg opens and renames by path here.
std::string pathOf(const UniqueFd& folder, const char* name)
{
    return fmt::format("/proc/self/fd/{}/{}", folder.get(), name);
}

/// What an earlier follower left: this one begins at the beginning.
void empty(const UniqueFd& folder)
{
    struct CloseFolder {
        void operator()(DIR* dir) const { closedir(dir); }
    };
    const std::unique_ptr<DIR, CloseFolder> dir(
        fdopendir(openat(folder.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)));
    while (const dirent* entry = dir ? readdir(dir.get()) : nullptr)
        if (std::string_view(entry->d_name).starts_with("live"))
            unlinkat(folder.get(), entry->d_name, 0);
}

} // namespace

Result<std::unique_ptr<HlsOutput>> HlsOutput::create(const archive::RecordingFolder& folder,
                                                     const std::string& id)
{
    const auto name = id + ".hls";
    mkdirat(folder.fd(), name.c_str(), 0700); // opening tells
    UniqueFd hls(
        openat(folder.fd(), name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!hls)
        return Error{Errc::Unavailable,
                     fmt::format("cannot write {}: {}", name, std::strerror(errno))};
    empty(hls);
    std::unique_ptr<HlsOutput> output(new HlsOutput(std::move(hls)));
    AVFormatContext* raw = nullptr;
    const auto path = pathOf(output->folder_, "live.m3u8");
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
