// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/gst/gst_ref.hpp"
#include "render/plan/recorded_call.hpp"
#include "render/tracks/track_reader.hpp"

namespace confab::render {

/// The Opus packets of one track, put on the time line of the whole recording. After a hole the
/// next packet is marked: without that the mixer would take it for late.
///
/// Thread: the streaming thread of its appsrc.
class SoundFeed {
public:
    /// `part` is where the file lies on the time line; what goes beyond it is left out. All of it
    /// comes `advance` earlier, for an encoder that delays it.
    SoundFeed(TrackReader reader, RecordedCall::Span part, std::chrono::nanoseconds advance);

    /// Null at the end.
    GRef<GstSample> next();

private:
    TrackReader reader_;
    const RecordedCall::Span part_;
    const std::chrono::nanoseconds advance_;
    std::chrono::nanoseconds expected_{-1}; // when the next packet should come
};

} // namespace confab::render
