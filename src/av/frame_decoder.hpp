// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "av/av.hpp"

#include <functional>

namespace confab::av {

/// Frames out of one stream's packets. What cannot be decoded is left out. One thread.
class FrameDecoder {
public:
    /// Times of the frames are in the stream's time base.
    static Result<FrameDecoder> open(const AVStream& stream);

    /// A null packet says that no more come. `take` gets each frame that is ready; its error ends
    /// the call.
    Status push(const AVPacket* packet, const std::function<Status(AVFrame&)>& take);

private:
    FrameDecoder(AvCodecContext codec, AvFrame frame)
        : codec_(std::move(codec)), frame_(std::move(frame))
    {
    }

    AvCodecContext codec_;
    AvFrame frame_;
};

} // namespace confab::av
