// SPDX-License-Identifier: Apache-2.0
#include "media/fanout.hpp"

#include <algorithm>

namespace confab {

namespace {

// PTS becomes running time (x264enc's large PTS offset stalls webrtcbin's clocksync otherwise); what
// only meant something in the pipeline it comes from goes. A raw picture loses its duration: then
// GstVideoAggregator (1.22, fill_queues) shows the newest one it has even if that is late, where with a
// duration it would drop it, and a slow link's tile would stand still.
Packet packetOf(GstSample* sample, Fanout::Kind kind)
{
    // Taken out of the sample, so that it is ours alone to change: a copy that shares its memory would
    // keep a decoder's pool from using it again, and each frame would be allocated afresh.
    GstBuffer* out = gst_buffer_ref(gst_sample_get_buffer(sample));
    gst_sample_set_buffer(sample, nullptr);
    out = gst_buffer_make_writable(out);
    GST_BUFFER_PTS(out) = gst_segment_to_running_time(gst_sample_get_segment(sample),
                                                      GST_FORMAT_TIME, GST_BUFFER_PTS(out));
    GST_BUFFER_DTS(out) = GST_CLOCK_TIME_NONE;
    GST_BUFFER_OFFSET(out) = GST_BUFFER_OFFSET_NONE;
    GST_BUFFER_OFFSET_END(out) = GST_BUFFER_OFFSET_NONE;
    if (kind == Fanout::Kind::Raw)
        GST_BUFFER_DURATION(out) = GST_CLOCK_TIME_NONE;
    return {GRef<GstBuffer>::adopt(out), GRef<GstCaps>::share(gst_sample_get_caps(sample)),
            !GST_BUFFER_FLAG_IS_SET(out, GST_BUFFER_FLAG_DELTA_UNIT)};
}

} // namespace

Fanout::Fanout(GRef<GstElement> appsink, Kind kind, std::function<void(const Packet&)> observe)
    : appsink_(std::move(appsink)), state_(std::make_shared<State>())
{
    state_->kind = kind;
    state_->observe = std::move(observe);
    GstAppSinkCallbacks callbacks{};
    callbacks.new_sample = &Fanout::onSample;
    gst_app_sink_set_callbacks(
        GST_APP_SINK(appsink_.get()), &callbacks, new std::shared_ptr<State>(state_),
        [](gpointer state) { delete static_cast<std::shared_ptr<State>*>(state); });
}

Fanout::~Fanout()
{
    std::lock_guard lock(state_->mutex);
    state_->inlets = std::make_shared<Inlets>();
}

void Fanout::add(const Inlet& inlet)
{
    std::lock_guard lock(state_->mutex);
    auto inlets = std::make_shared<Inlets>(*state_->inlets);
    inlets->push_back(inlet);
    state_->inlets = std::move(inlets);
}

void Fanout::remove(const Inlet& inlet)
{
    std::lock_guard lock(state_->mutex);
    auto inlets = std::make_shared<Inlets>(*state_->inlets);
    std::erase(*inlets, inlet);
    state_->inlets = std::move(inlets);
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

void Fanout::State::pass(GstSample* sample)
{
    const Packet packet = packetOf(sample, kind);
    if (observe)
        observe(packet);
    for (const Inlet& inlet : *current())
        inlet.push(packet);
}

GstFlowReturn Fanout::onSample(GstAppSink* sink, gpointer state)
{
    const auto sample = GRef<GstSample>::adopt(gst_app_sink_pull_sample(sink));
    if (sample)
        (*static_cast<std::shared_ptr<State>*>(state))->pass(sample.get());
    return GST_FLOW_OK;
}

} // namespace confab
