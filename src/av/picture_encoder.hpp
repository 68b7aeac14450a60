// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "av/packet_encoder.hpp"

struct SwsContext;

namespace confab::av {

/// What the video of an MP4 or a stream is like.
struct PictureFormat {
    int width = 1280, height = 720; ///< even; pictures of another size are fitted into it
    int fps = 30; ///< about; frames keep their own times
    int keyframeSeconds = 2; ///< from one to the next; each lies at a multiple of it
    bool globalHeader = true; ///< MP4: parameters go in front, not into the stream
};

/// Encodes any pictures into H.264 of one size: a source that changes its size in the middle is
/// fitted in, with black bars where its shape differs. One thread.
class PictureEncoder {
public:
    static Result<PictureEncoder> open(const PictureFormat& format);

    const AVCodecContext& context() const { return encoder_.context(); }
    /// The frame's time is in context().time_base (milliseconds). A frame that is not later than
    /// the one before is left out. A null frame is the end.
    Status push(AVFrame* frame, const TakePacket& take);

private:
    struct FreeScaler {
        void operator()(SwsContext* s) const;
    };

    PictureEncoder(const PictureFormat& format, PacketEncoder encoder);
    Result<AVFrame*> fit(AVFrame& frame);

    PictureFormat format_;
    PacketEncoder encoder_;
    std::unique_ptr<SwsContext, FreeScaler> scaler_;
    AvFrame fitted_;
    std::int64_t last_, nextKeyframe_;
};

} // namespace confab::av
