// SPDX-License-Identifier: Apache-2.0
#include "av/av_input.hpp"

#include <algorithm>

namespace confab::av {

namespace {

constexpr int kBuffer = 64 * 1024;
constexpr int kMostErrors = 1000; // in a row, until the rest of a damaged file is given up
constexpr std::int64_t kLiveAnalysis = AV_TIME_BASE / 2;

int readBytes(void* source, std::uint8_t* to, int size)
{
    const int got = static_cast<ByteSource*>(source)->read(to, size);
    return got == 0 ? AVERROR_EOF : got < 0 ? AVERROR(-got) : got;
}

std::int64_t seekBytes(void* opaque, std::int64_t offset, int whence)
{
    auto& source = *static_cast<ByteSource*>(opaque);
    if (whence & AVSEEK_SIZE)
        return source.size();
    const std::int64_t base = whence == SEEK_CUR ? source.position()
        : whence == SEEK_END                     ? source.size()
                                                 : 0;
    if (base + offset < 0)
        return AVERROR(EINVAL);
    source.seek(base + offset);
    return base + offset;
}

} // namespace

AvInput::AvInput(std::unique_ptr<ByteSource> source, std::string name)
    : name_(std::move(name)), source_(std::move(source)),
      io_(avio_alloc_context(static_cast<unsigned char*>(av_malloc(kBuffer)), kBuffer, 0,
                             source_.get(), readBytes, nullptr,
                             source_->canSeek() ? seekBytes : nullptr))
{
}

Result<AvInput> AvInput::open(std::unique_ptr<ByteSource> source, std::string name, bool live)
{
    AvInput input(std::move(source), std::move(name));
    AVFormatContext* raw = avformat_alloc_context();
    raw->pb = input.io_.get();
    if (live)
        raw->max_analyze_duration = kLiveAnalysis;
    // On failure it frees the context, but not io_, which is ours.
    if (const int code = avformat_open_input(&raw, "", nullptr, nullptr); code < 0) {
        if (auto disk = input.checkDisk(); !disk)
            return disk.error();
        return avError("cannot read " + input.name_, code);
    }
    input.context_.reset(raw);
    if (const int code = avformat_find_stream_info(raw, nullptr); code < 0)
        return avError("cannot read " + input.name_, code);
    return input;
}

int AvInput::first(AVMediaType type) const
{
    for (int i = 0; i < streams(); ++i)
        if (stream(i).codecpar->codec_type == type)
            return i;
    return -1;
}

bool AvInput::read(AVPacket& packet)
{
    for (int errors = 0; errors < kMostErrors; ++errors) {
        av_packet_unref(&packet);
        const int code = av_read_frame(context_.get(), &packet);
        if (code >= 0)
            return true;
        // Any other error comes from damaged bytes; the demuxer goes on behind them.
        if (code == AVERROR_EOF || io_->error || avio_feof(io_.get()))
            return false;
    }
    return false;
}

Status AvInput::checkDisk() const
{
    if (io_->error && io_->error != AVERROR_EOF && io_->error != AVERROR_EXIT)
        return Error{Errc::Unavailable, avError("cannot read " + name_, io_->error).message};
    return Done{};
}

bool AvInput::seek(double seconds)
{
    return av_seek_frame(context_.get(), -1, std::int64_t(seconds * AV_TIME_BASE),
                         AVSEEK_FLAG_BACKWARD)
        >= 0;
}

double AvInput::share() const
{
    const auto size = double(source_->size());
    return size > 0 ? std::clamp(double(source_->position()) / size, 0.0, 1.0) : 0;
}

} // namespace confab::av
