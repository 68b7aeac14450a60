// SPDX-License-Identifier: Apache-2.0
#include "av/av_output.hpp"

#include "av/byte_source.hpp"

extern "C" {
#include <libavutil/dict.h>
#include <libavutil/mem.h>
}

#include <sys/stat.h>

#include <cerrno>

namespace confab::av {

namespace {

constexpr int kBuffer = 256 * 1024;
constexpr std::uint64_t kCheckEvery = 8 << 20; // bytes

int readBytes(void* source, std::uint8_t* to, int size)
{
    const int got = static_cast<FileSource*>(source)->read(to, size);
    return got == 0 ? AVERROR_EOF : got < 0 ? AVERROR(-got) : got;
}

} // namespace

/// Where the bytes go. The muxer reads them back itself when it makes room for the index in front.
struct AvOutput::Sink {
    TempFile file;
    std::uintmax_t reserve;
    std::int64_t position = 0;
    std::uint64_t unchecked = kCheckEvery;
    std::unique_ptr<FileSource> back;
    AvIo backIo;

    int write(const std::uint8_t* from, int size)
    {
        unchecked += std::uint64_t(size);
        if (unchecked >= kCheckEvery && file.folder().room(reserve) < kCheckEvery)
            return AVERROR(ENOSPC);
        if (unchecked >= kCheckEvery)
            unchecked = 0;
        for (int done = 0; done < size;) {
            const auto n =
                pwrite(file.fd(), from + done, std::size_t(size - done), position + done);
            if (n < 0)
                return AVERROR(errno);
            done += int(n);
        }
        position += size;
        return size;
    }

    std::int64_t seek(std::int64_t offset, int whence)
    {
        struct stat info;
        if (fstat(file.fd(), &info) != 0)
            return AVERROR(errno);
        if (whence & AVSEEK_SIZE)
            return info.st_size;
        position = offset
            + (whence == SEEK_CUR       ? position
                   : whence == SEEK_END ? std::int64_t(info.st_size)
                                        : 0);
        return position;
    }

    static int openBack(AVFormatContext* context, AVIOContext** io, const char*, int flags,
                        AVDictionary**)
    {
        auto* sink = static_cast<Sink*>(context->opaque);
        if (flags & AVIO_FLAG_WRITE || sink->backIo)
            return AVERROR(EPERM);
        sink->back = std::make_unique<FileSource>(sink->file.fd());
        sink->backIo.reset(avio_alloc_context(static_cast<unsigned char*>(av_malloc(kBuffer)),
                                              kBuffer, 0, sink->back.get(), readBytes, nullptr,
                                              [](void* source, std::int64_t to, int whence) {
                                                  if (whence != SEEK_SET)
                                                      return std::int64_t(AVERROR(EINVAL));
                                                  static_cast<FileSource*>(source)->seek(to);
                                                  return to;
                                              }));
        *io = sink->backIo.get();
        return 0;
    }

    static int closeBack(AVFormatContext* context, AVIOContext*)
    {
        static_cast<Sink*>(context->opaque)->backIo.reset();
        return 0;
    }
};

Result<std::unique_ptr<AvOutput>> AvOutput::create(const char* muxer, TempFile file,
                                                   std::uintmax_t reserve)
{
    std::unique_ptr<AvOutput> output(new AvOutput(std::move(file), reserve));
    AVFormatContext* raw = nullptr;
    if (const int code = avformat_alloc_output_context2(&raw, nullptr, muxer, nullptr); code < 0)
        return avError(std::string("cannot write ") + muxer, code);
    output->context_.reset(raw);
    raw->pb = output->io_.get();
    raw->url = av_strdup(""); // openBack() knows the file
    raw->opaque = output->sink_.get();
    raw->io_open = Sink::openBack;
    raw->io_close2 = Sink::closeBack;
    raw->avoid_negative_ts = AVFMT_AVOID_NEG_TS_DISABLED; // times stay as they are
    raw->flags |= AVFMT_FLAG_CUSTOM_IO;
    return output;
}

AvOutput::AvOutput(TempFile file, std::uintmax_t reserve)
    : sink_(new Sink{std::move(file), reserve, 0, kCheckEvery, nullptr, nullptr}),
      io_(avio_alloc_context(
          static_cast<unsigned char*>(av_malloc(kBuffer)), kBuffer, 1, sink_.get(), nullptr,
          [](void* sink, std::uint8_t* from, int size) {
              return static_cast<Sink*>(sink)->write(from, size);
          },
          [](void* sink, std::int64_t offset, int whence) {
              return static_cast<Sink*>(sink)->seek(offset, whence);
          }))
{
}

AvOutput::~AvOutput() = default;

AVStream& AvOutput::addStream(const AVCodecParameters& parameters)
{
    AVStream* stream = avformat_new_stream(context_.get(), nullptr);
    avcodec_parameters_copy(stream->codecpar, &parameters);
    stream->codecpar->codec_tag = 0; // each container has its own
    return *stream;
}

void AvOutput::setMetadata(const char* key, const std::string& value)
{
    av_dict_set(&context_->metadata, key, value.c_str(), 0);
}

void AvOutput::addChapter(std::int64_t start, std::int64_t end, const std::string& title)
{
    auto* chapter = static_cast<AVChapter*>(av_mallocz(sizeof(AVChapter)));
    chapter->id = std::int64_t(context_->nb_chapters) + 1;
    chapter->time_base = {1, 1000};
    chapter->start = start;
    chapter->end = end;
    av_dict_set(&chapter->metadata, "title", title.c_str(), 0);
    int count = int(context_->nb_chapters);
    av_dynarray_add(&context_->chapters, &count, chapter);
    context_->nb_chapters = unsigned(count);
}

Error AvOutput::failed(int code) const
{
    return avError("cannot write " + sink_->file.name(), io_->error < 0 ? io_->error : code);
}

Status AvOutput::begin(const std::string& options)
{
    AvOptions dictionary;
    av_dict_parse_string(dictionary, options.c_str(), "=", ":", 0);
    if (const int code = avformat_write_header(context_.get(), dictionary); code < 0)
        return failed(code);
    return Done{};
}

Status AvOutput::write(AVPacket& packet, AVRational unit)
{
    av_packet_rescale_ts(&packet, unit, context_->streams[packet.stream_index]->time_base);
    packet.pos = -1;
    if (const int code = av_interleaved_write_frame(context_.get(), &packet); code < 0)
        return failed(code);
    if (io_->error < 0)
        return failed(io_->error);
    return Done{};
}

Status AvOutput::finish()
{
    if (const int code = av_write_trailer(context_.get()); code < 0)
        return failed(code);
    avio_flush(io_.get());
    if (io_->error < 0)
        return failed(io_->error);
    return sink_->file.commit();
}

} // namespace confab::av
