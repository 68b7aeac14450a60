// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/dict.h>
}

#include <atomic>
#include <functional>
#include <memory>
#include <string>

namespace confab::av {

/// Owners of FFmpeg's objects.
struct AvFree {
    void operator()(AVPacket* p) const { av_packet_free(&p); }
    void operator()(AVFrame* f) const { av_frame_free(&f); }
    void operator()(AVCodecContext* c) const { avcodec_free_context(&c); }
    void operator()(AVIOContext* io) const
    {
        av_freep(&io->buffer);
        avio_context_free(&io);
    }
};
using AvPacket = std::unique_ptr<AVPacket, AvFree>;
using AvFrame = std::unique_ptr<AVFrame, AvFree>;
using AvCodecContext = std::unique_ptr<AVCodecContext, AvFree>;
using AvIo = std::unique_ptr<AVIOContext, AvFree>;

/// A file that is read, and one that is written: the same type of FFmpeg's, freed in two ways.
struct AvCloseInput {
    void operator()(AVFormatContext* c) const { avformat_close_input(&c); }
};
struct AvFreeOutput {
    void operator()(AVFormatContext* c) const { avformat_free_context(c); }
};
using AvInputContext = std::unique_ptr<AVFormatContext, AvCloseInput>;
using AvOutputContext = std::unique_ptr<AVFormatContext, AvFreeOutput>;

/// Options on their way into FFmpeg: what is left afterwards was not known there.
class AvOptions {
public:
    AvOptions() = default;
    ~AvOptions() { av_dict_free(&entries_); }
    AvOptions(const AvOptions&) = delete;
    AvOptions& operator=(const AvOptions&) = delete;

    void set(const char* key, const char* value) { av_dict_set(&entries_, key, value, 0); }
    operator AVDictionary**() { return &entries_; }

private:
    AVDictionary* entries_ = nullptr;
};

/// The codec of that name, as FFmpeg spells it; AV_CODEC_ID_NONE if it knows none.
AVCodecID codecId(const char* name);

/// What FFmpeg says about an error code.
std::string avReason(int code);

/// What FFmpeg said, after what was tried. A full disk is Errc::Unavailable, the rest Errc::Media.
Error avError(const std::string& tried, int code);

/// How long work is told to stop and tells how far it is. One thread; `stop` may be set by a signal
/// handler.
struct Watch {
    const std::atomic<bool>& stop;
    std::function<void(double share)> progress; ///< 0..1 of the work at hand
};

/// The error of work that was told to stop.
Error interrupted();

} // namespace confab::av
