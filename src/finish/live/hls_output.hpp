// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "av/av.hpp"
#include "base/file/folder.hpp"

#include <memory>
#include <string>

namespace confab::finish {

/// ID.hls/live.m3u8 and its segments (MPEG-TS, 4 s), playable while they are written. One thread;
/// the process's umask decides who may read them.
class HlsOutput {
public:
    /// Makes the folder, 0700, or empties it.
    static Result<std::unique_ptr<HlsOutput>> create(const Folder& folder, const std::string& id);
    HlsOutput(const HlsOutput&) = delete;
    HlsOutput& operator=(const HlsOutput&) = delete;

    AVStream& addStream(const AVCodecContext& encoder);
    Status begin();
    /// Takes over what is in the packet; its times are in `unit`.
    Status write(AVPacket& packet, AVRational unit);
    /// Says in the playlist that no more come.
    Status finish();

private:
    struct Free {
        void operator()(AVFormatContext* c) const { avformat_free_context(c); }
    };

    explicit HlsOutput(Folder folder) : folder_(std::move(folder)) { }

    Folder folder_;
    std::unique_ptr<AVFormatContext, Free> context_;
};

} // namespace confab::finish
