// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "av/av.hpp"
#include "base/file/temp_file.hpp"

#include <cstdint>
#include <memory>
#include <string>

namespace confab::av {

/// A media file that is being made: it is written into a TempFile, never by a path. One thread.
class AvOutput {
public:
    /// `muxer` as FFmpeg calls it: webm, matroska, mp4. Writing fails with Errc::Unavailable before
    /// less than `reserve` bytes are free.
    static Result<std::unique_ptr<AvOutput>> create(const char* muxer, TempFile file,
                                                    std::uintmax_t reserve);
    ~AvOutput();
    AvOutput(const AvOutput&) = delete;
    AvOutput& operator=(const AvOutput&) = delete;

    AVFormatContext& context() { return *context_; }
    AVStream& addStream(const AVCodecParameters& parameters);
    void setMetadata(const char* key, const std::string& value);
    /// `start` and `end` in milliseconds. Before begin().
    void addChapter(std::int64_t start, std::int64_t end, const std::string& title);

    /// Options of the muxer: "movflags=+faststart:x=y".
    Status begin(const std::string& options);
    /// Takes over what is in the packet; its times are in `unit`.
    Status write(AVPacket& packet, AVRational unit);
    /// Writes the index, then gives the file its name.
    Status finish();

private:
    struct Sink;

    AvOutput(TempFile file, std::uintmax_t reserve);
    Error failed(int code) const;

    std::unique_ptr<Sink> sink_;
    AvIo io_;
    AvOutputContext context_;
};

} // namespace confab::av
