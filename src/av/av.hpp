// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
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
