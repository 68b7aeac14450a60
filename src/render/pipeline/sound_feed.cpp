// SPDX-License-Identifier: Apache-2.0
#include "render/pipeline/sound_feed.hpp"

#include "render/tracks/on_demand.hpp"

namespace confab::render {

using namespace std::chrono_literals;

namespace {

constexpr auto kJitter = 40ms; // as the mixer's own tolerance

} // namespace

SoundFeed::SoundFeed(TrackReader reader, RecordedCall::Span part, std::chrono::nanoseconds advance)
    : reader_(std::move(reader)), part_(part), advance_(advance)
{
}

GRef<GstSample> SoundFeed::next()
{
    while (const auto packet = reader_.next()) {
        const auto end = part_.to - part_.from;
        const auto at = part_.from + packet->at - advance_;
        if (packet->at >= end)
            return {};
        if (packet->at < 0ns || at < 0ns)
            continue; // only there for a decoder to warm up
        auto buffer =
            GRef<GstBuffer>::adopt(gst_buffer_new_memdup(packet->data.data(), packet->data.size()));
        if (expected_ < 0ns || at > expected_ + kJitter || at < expected_ - kJitter)
            GST_BUFFER_FLAG_SET(buffer.get(), GST_BUFFER_FLAG_DISCONT);
        expected_ = at + packet->duration;
        return timedSample(std::move(buffer), nullptr, at.count(), packet->duration.count());
    }
    return {};
}

} // namespace confab::render
