// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "av/packet_encoder.hpp"

struct SwrContext;
struct AVAudioFifo;

namespace confab::av {

/// Encodes any sound into AAC, 48 kHz stereo. Its output has no hole from time 0 on: silence fills
/// what is missing, so that sound and picture stay together. One thread.
class SoundEncoder {
public:
    /// `globalHeader`: for MP4.
    static Result<SoundEncoder> open(bool globalHeader);

    const AVCodecContext& context() const { return encoder_.context(); }
    /// `unit` is the time base of the frame's time. A null frame is the end.
    Status push(const AVFrame* frame, AVRational unit, const TakePacket& take);

private:
    struct Free {
        void operator()(SwrContext* s) const;
        void operator()(AVAudioFifo* f) const;
    };

    SoundEncoder(PacketEncoder encoder, AVAudioFifo* fifo);
    Status prepare(const AVFrame& frame);
    Status convert(const AVFrame* frame);
    Status drain(int atLeast, const TakePacket& take);

    PacketEncoder encoder_;
    std::unique_ptr<AVAudioFifo, Free> fifo_;
    std::unique_ptr<SwrContext, Free> resampler_;
    int rate_ = 0, format_ = -1, channels_ = 0; ///< of what the resampler takes
    std::int64_t samples_ = 0; ///< given to the encoder
};

} // namespace confab::av
