// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "av/av_input.hpp"
#include "av/frame_decoder.hpp"
#include "av/picture_encoder.hpp"
#include "av/sound_encoder.hpp"
#include "base/time/wall_time.hpp"

#include <optional>

namespace confab::finish {

/// Makes H.264 and AAC from one input after the other, each in its place on one time line.
/// One thread.
class Transcoder {
public:
    enum class Treatment { None, Copy, Encode };
    /// Takes a packet of the picture or of the sound.
    using Take = std::function<Status(AVMediaType, AVPacket&, AVRational unit)>;

    /// Copy: the packets have the wanted codec already.
    static Result<Transcoder> open(const av::PictureFormat& format, Treatment picture,
                                   Treatment sound);

    /// The encoders. Null: nothing is encoded.
    const AVCodecContext* picture() const { return picture_ ? &picture_->context() : nullptr; }
    const AVCodecContext* sound() const { return sound_ ? &sound_->context() : nullptr; }

    /// Reads all of `input`, whose time 0 is at `offset`. `progress` is of the input.
    Status run(av::AvInput& input, Seconds offset, const Take& take, const av::Watch& watch);
    /// After the last input.
    Status finish(const Take& take);
    /// The end of what came in so far.
    Seconds end() const { return end_; }

private:
    Transcoder(Treatment picture, Treatment sound) : treatments_{picture, sound} { }
    Treatment treatment(AVMediaType type) const
    {
        return treatments_[type == AVMEDIA_TYPE_VIDEO ? 0 : 1];
    }
    Status push(av::AvInput& input, AVMediaType type, av::FrameDecoder& decoder,
                const AVPacket* packet, Seconds offset, const Take& take);
    Status copy(AVMediaType type, AVPacket& packet, AVRational unit, Seconds offset,
                const Take& take);

    Treatment treatments_[2];
    std::optional<av::PictureEncoder> picture_;
    std::optional<av::SoundEncoder> sound_;
    Seconds end_{};
};

} // namespace confab::finish
