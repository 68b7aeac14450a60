// SPDX-License-Identifier: Apache-2.0
#include "media/flow/inlet.hpp"

namespace confab::media {

namespace {

constexpr GstClockTime kPause = 40 * GST_MSECOND;

} // namespace

Packet Packet::at(GstClockTime pts) const
{
    Packet other{GRef<GstBuffer>::adopt(gst_buffer_copy(buffer.get())), caps, keyframe};
    GST_BUFFER_PTS(other.buffer.get()) = pts;
    return other;
}

void Inlet::push(const Packet& packet) const
{
    State& state = *state_;
    std::unique_lock<std::mutex> turns;
    if (state.together)
        turns = std::unique_lock(*state.together);
    if (state.start == Start::AtKeyframe && !state.started) {
        if (!packet.keyframe)
            return;
        state.started = true;
    }
    if (state.start == Start::Resync)
        return send(resynced(packet));
    if (!state.turn)
        return send(packet);
    if (auto turned = state.turn(packet))
        send(*std::move(turned));
}

// After silence GstAudioAggregator ignores a jump forward for discont-wait (1 s) and throws the
// start of the sentence away as late, unless the buffer says RESYNC (1.22,
// gst_audio_aggregator_fill_buffer).
Packet Inlet::resynced(const Packet& packet) const
{
    const GstClockTime pts = GST_BUFFER_PTS(packet.buffer.get());
    const GstClockTime expected =
        state_->expected.exchange(pts + GST_BUFFER_DURATION(packet.buffer.get()));
    if (pts <= expected + kPause)
        return packet;
    const Packet marked = packet.at(pts);
    GST_BUFFER_FLAG_SET(marked.buffer.get(), GST_BUFFER_FLAG_RESYNC);
    GST_BUFFER_FLAG_SET(marked.buffer.get(), GST_BUFFER_FLAG_DISCONT);
    return marked;
}

void Inlet::send(Packet packet) const
{
    auto* appsrc = GST_APP_SRC(state_->appsrc.get());
    gst_app_src_set_caps(appsrc, packet.caps.get());
    gst_app_src_push_buffer(appsrc, packet.buffer.release());
}

void Inlet::end() const
{
    gst_app_src_end_of_stream(GST_APP_SRC(state_->appsrc.get()));
}

} // namespace confab::media
