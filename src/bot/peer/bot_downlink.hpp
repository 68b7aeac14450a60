// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/gst/held_pad.hpp"
#include "base/gst/pad_probe.hpp"
#include "base/result.hpp"
#include "bot/meter/tile_watch.hpp"
#include "bot/meter/tone_meter.hpp"
#include "bot/meter/video_meter.hpp"
#include "media/flow/pipeline.hpp"

#include <memory>

namespace confab::bot {

/// The meters that look at the media that arrives. They outlive every peer.
struct BotMeters {
    std::shared_ptr<VideoMeter> frames = std::make_shared<VideoMeter>();
    std::shared_ptr<TileWatch> tiles; ///< null: the video is not decoded
    std::shared_ptr<ToneMeter> tones; ///< null: the sound is not decoded
};

/// Takes the media that arrives at one webrtcbin pad apart, for the meters. Thread: the loop's; its
/// probes run on streaming threads and touch only the meters.
class BotDownlink {
public:
    static Result<BotDownlink> video(media::Pipeline& pipeline, const HeldPad& pad,
                                     const media::Codec& codec, const BotMeters& meters);
    static Result<BotDownlink> audio(media::Pipeline& pipeline, const HeldPad& pad,
                                     const BotMeters& meters);

private:
    BotDownlink() = default;

    std::vector<PadProbe> probes_;
};

} // namespace confab::bot
