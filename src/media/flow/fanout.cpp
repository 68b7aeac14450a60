// SPDX-License-Identifier: Apache-2.0
#include "media/flow/fanout.hpp"

#include "media/flow/running_time.hpp"

namespace confab::media {

namespace {

// PTS becomes running time (otherwise x264enc's large PTS offset stalls webrtcbin's clocksync).
// Fields that mean something only in the pipeline it comes from are removed. A raw picture loses
// its duration: then GstVideoAggregator (1.22, fill_queues) shows the newest one it has even if
// that is late. With a duration it would drop it, and a slow link's tile would stand still.
Packet packetOf(GstPad* pad, GstBuffer* buffer, Fanout::Kind kind)
{
    buffer = gst_buffer_make_writable(buffer); // nearly always ours alone already: no copy
    GST_BUFFER_PTS(buffer) = runningTime(pad, GST_BUFFER_PTS(buffer));
    GST_BUFFER_DTS(buffer) = GST_CLOCK_TIME_NONE;
    GST_BUFFER_OFFSET(buffer) = GST_BUFFER_OFFSET_NONE;
    GST_BUFFER_OFFSET_END(buffer) = GST_BUFFER_OFFSET_NONE;
    if (kind == Fanout::Kind::Raw)
        GST_BUFFER_DURATION(buffer) = GST_CLOCK_TIME_NONE;
    return {GRef<GstBuffer>::adopt(buffer), GRef<GstCaps>::adopt(gst_pad_get_current_caps(pad)),
            !GST_BUFFER_FLAG_IS_SET(buffer, GST_BUFFER_FLAG_DELTA_UNIT)};
}

GstBuffer* takeBuffer(GstPadProbeInfo* info)
{
    return static_cast<GstBuffer*>(std::exchange(GST_PAD_PROBE_INFO_DATA(info), nullptr));
}

} // namespace

Fanout::Fanout(const GRef<GstElement>& sink, Kind kind, Observer observe)
{
    auto pad = GRef<GstPad>::adopt(gst_element_get_static_pad(sink.get(), "sink"));
    probe_ = PadProbe(pad, GST_PAD_PROBE_TYPE_BUFFER,
                      [state = state_, at = pad.get(), kind, observe](GstPadProbeInfo* info) {
                          Packet packet = packetOf(at, takeBuffer(info), kind);
                          if (observe)
                              observe(packet);
                          const auto inlets = state->current();
                          for (const Inlet& inlet : *inlets)
                              inlet.push(packet);
                          return GST_PAD_PROBE_HANDLED;
                      });
}

std::unique_ptr<Fanout> Fanout::beside(const GRef<GstPad>& pad)
{
    std::unique_ptr<Fanout> fanout(new Fanout);
    fanout->probe_ =
        PadProbe(pad, GST_PAD_PROBE_TYPE_BUFFER,
                 [state = fanout->state_, at = pad.get()](GstPadProbeInfo* info) {
                     const auto inlets = state->current();
                     if (inlets->empty())
                         return GST_PAD_PROBE_OK;
                     GstBuffer* buffer = GST_PAD_PROBE_INFO_BUFFER(info);
                     const Packet shared{GRef<GstBuffer>::share(buffer),
                                         GRef<GstCaps>::adopt(gst_pad_get_current_caps(at)), true};
                     const Packet packet = shared.at(runningTime(at, GST_BUFFER_PTS(buffer)));
                     for (const Inlet& inlet : *inlets)
                         inlet.push(packet);
                     return GST_PAD_PROBE_OK;
                 });
    return fanout;
}

void Fanout::add(const Inlet& inlet)
{
    auto inlets = std::make_shared<Inlets>(*state_->current());
    inlets->push_back(inlet);
    state_->replace(std::move(inlets));
}

void Fanout::remove(const Inlet& inlet)
{
    auto inlets = std::make_shared<Inlets>(*state_->current());
    std::erase(*inlets, inlet);
    state_->replace(std::move(inlets));
}

bool Fanout::empty() const
{
    return state_->current()->empty();
}

std::shared_ptr<const Fanout::Inlets> Fanout::State::current()
{
    std::lock_guard lock(mutex);
    return inlets;
}

void Fanout::State::replace(std::shared_ptr<const Inlets> other)
{
    std::lock_guard lock(mutex);
    inlets.swap(other);
}

} // namespace confab::media
