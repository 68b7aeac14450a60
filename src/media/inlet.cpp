// SPDX-License-Identifier: Apache-2.0
#include "media/inlet.hpp"

namespace confab {

namespace {

constexpr GstClockTime kPause = 40 * GST_MSECOND;

} // namespace

void Inlet::push(const Packet& packet) const
{
    State& state = *state_;
    if (state.start == Start::AtKeyframe && !state.started) {
        if (!packet.keyframe)
            return;
        state.started = true;
    }
    GRef<GstBuffer> buffer = packet.buffer;
    if (state.start == Start::Resync) {
        // After silence GstAudioAggregator ignores a jump forward for discont-wait (1 s) and throws
        // the start of the sentence away as late, unless the buffer says RESYNC (1.22,
        // gst_audio_aggregator_fill_buffer).
        const GstClockTime pts = GST_BUFFER_PTS(buffer.get());
        const GstClockTime expected =
            state.expected.exchange(pts + GST_BUFFER_DURATION(buffer.get()));
        if (pts > expected + kPause) {
            buffer = GRef<GstBuffer>::adopt(gst_buffer_copy(buffer.get()));
            GST_BUFFER_FLAG_SET(buffer.get(), GST_BUFFER_FLAG_RESYNC);
            GST_BUFFER_FLAG_SET(buffer.get(), GST_BUFFER_FLAG_DISCONT);
        }
    }
    if (state.place) {
        const auto place = state.place(packet);
        if (!place)
            return;
        buffer = GRef<GstBuffer>::adopt(gst_buffer_copy(buffer.get())); // the bytes are shared
        GST_BUFFER_PTS(buffer.get()) = *place;
    }
    auto* appsrc = GST_APP_SRC(state.appsrc.get());
    gst_app_src_set_caps(appsrc, packet.caps.get());
    gst_app_src_push_buffer(appsrc, buffer.release());
}

void Inlet::end() const
{
    gst_app_src_end_of_stream(GST_APP_SRC(state_->appsrc.get()));
}

} // namespace confab
