// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "av/av.hpp"

#include <functional>

namespace confab::av {

/// Takes an encoded packet; its time is in the encoder's time base.
using TakePacket = std::function<Status(AVPacket&)>;

/// An opened encoder and its packets. One thread.
class PacketEncoder {
public:
    explicit PacketEncoder(AvCodecContext context)
        : context_(std::move(context)), packet_(av_packet_alloc())
    {
    }

    const AVCodecContext& context() const { return *context_; }
    /// A null frame says that no more come: the packets that are held back come out.
    Status push(const AVFrame* frame, const TakePacket& take);

private:
    AvCodecContext context_;
    AvPacket packet_;
};

} // namespace confab::av
