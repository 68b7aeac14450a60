// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "av/av.hpp"
#include "av/byte_source.hpp"

#include <memory>
#include <string>

namespace confab::av {

/// A media file that is read packet by packet, as far as it can be read: one that was cut off ends
/// early, and damage in the middle is skipped. One thread.
class AvInput {
public:
    /// `name` is for messages. Errc::Media for what is no media file, Errc::Unavailable if the
    /// disk does not give it. `live`: do not look far ahead for what the streams are.
    static Result<AvInput> open(std::unique_ptr<ByteSource> source, std::string name,
                                bool live = false);

    AVFormatContext& context() const { return *context_; }
    AVStream& stream(int index) const { return *context_->streams[index]; }
    int streams() const { return int(context_->nb_streams); }
    /// The first audio or video stream, -1 if there is none.
    int first(AVMediaType type) const;

    /// The next packet into `packet`; false at the end, or where no more can be read.
    bool read(AVPacket& packet);
    /// After read() said false: whether the disk is to blame, and there may be more.
    Status checkDisk() const;
    /// To the keyframe before `seconds`. False if that cannot be.
    bool seek(double seconds);

    /// 0..1 of the bytes.
    double share() const;

private:
    struct Close {
        void operator()(AVFormatContext* c) const { avformat_close_input(&c); }
    };

    AvInput(std::unique_ptr<ByteSource> source, std::string name);

    std::string name_;
    std::unique_ptr<ByteSource> source_;
    AvIo io_;
    std::unique_ptr<AVFormatContext, Close> context_; ///< before io_, which it uses, goes
};

} // namespace confab::av
