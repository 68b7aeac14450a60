// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/gst/pad_probe.hpp"
#include "bot/clip/clip_player.hpp"
#include "bot/peer/bot_offer.hpp"
#include "media/flow/pipeline.hpp"

#include <memory>

namespace confab::bot {

/// The way from a clip to one m-line: appsrc, payloader, webrtcbin. Thread: the loop's; its probes
/// run on streaming threads and touch only `signals` and the packet.
class BotUplink {
public:
    /// An empty one: nothing is sent.
    BotUplink() = default;
    /// Requests webrtcbin's pad of that m-line, and has it prefer the codec that was offered.
    static Result<BotUplink> create(media::Pipeline& pipeline, GstElement* webrtc,
                                    const OfferedMedia& offered,
                                    std::shared_ptr<FeedSignals> signals);

    /// Where the clip goes in; null if nothing is sent.
    const GRef<GstElement>& source() const { return source_; }

private:
    GRef<GstElement> source_;
    PadProbe keyframeProbe_, levelProbe_;
};

} // namespace confab::bot
