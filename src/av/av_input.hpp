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
    /// `name` is for messages. Errc::Media if it is not a media file, Errc::Unavailable if the disk
    /// cannot read it. `live`: do not read far ahead to find out what the streams are.
    static Result<AvInput> open(std::unique_ptr<ByteSource> source, std::string name,
                                bool live = false);

    AVFormatContext& context() const { return *context_; }
    AVStream& stream(int index) const { return *context_->streams[index]; }
    int streams() const { return int(context_->nb_streams); }
    /// The first audio or video stream, -1 if there is none.
    int first(AVMediaType type) const;

    /// The next packet into `packet`; false at the end, or where no more can be read.
    bool read(AVPacket& packet);
    /// Call it after read() returned false. An error if the disk failed: there may be more to read.
    Status checkDisk() const;
    /// Goes to the keyframe before `seconds`. False if it cannot.
    bool seek(double seconds);

    /// How much of the file has been read: 0..1 of its bytes.
    double share() const;

private:
    AvInput(std::unique_ptr<ByteSource> source, std::string name);

    std::string name_;
    std::unique_ptr<ByteSource> source_;
    AvIo io_;
    AvInputContext context_; ///< before io_, which it uses, goes
};

} // namespace confab::av
