// SPDX-License-Identifier: Apache-2.0
#include "media/audio/mix_minus.hpp"

#include "base/gobject.hpp"

#include <gst/audio/gstaudioaggregator.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace {

using confab::GRef;

struct MixMinus {
    GstAudioAggregator parent;
};
struct MixMinusClass {
    GstAudioAggregatorClass parent;
};

G_DEFINE_TYPE(MixMinus, mix_minus, GST_TYPE_AUDIO_AGGREGATOR)

/// What one input adds to the block in the making, and where the rest of the mix goes. Hangs on the
/// sink pad; touched by the aggregator's thread alone once the pad is there.
struct Share {
    std::vector<float> own;
    GRef<GstPad> minus;
    bool announced = false; // its output has stream-start, caps and segment
};

/// Maps a buffer for as long as it lives.
class Mapped {
public:
    Mapped(GstBuffer* buffer, GstMapFlags flags)
        : buffer_(buffer), ok_(gst_buffer_map(buffer, &map_, flags))
    {
    }
    ~Mapped()
    {
        if (ok_)
            gst_buffer_unmap(buffer_, &map_);
    }
    Mapped(const Mapped&) = delete;
    Mapped& operator=(const Mapped&) = delete;

    explicit operator bool() const { return ok_; }
    std::size_t samples() const { return map_.size / sizeof(float); }
    float* data() const { return reinterpret_cast<float*>(map_.data); }

private:
    GstBuffer* buffer_;
    GstMapInfo map_;
    bool ok_;
};

constexpr const char* kCaps = "audio/x-raw, format=(string)F32LE, layout=(string)interleaved";

GstStaticPadTemplate sinkTemplate =
    GST_STATIC_PAD_TEMPLATE("sink_%u", GST_PAD_SINK, GST_PAD_REQUEST, GST_STATIC_CAPS(kCaps));
GstStaticPadTemplate srcTemplate =
    GST_STATIC_PAD_TEMPLATE("src", GST_PAD_SRC, GST_PAD_ALWAYS, GST_STATIC_CAPS(kCaps));
GstStaticPadTemplate minusTemplate =
    GST_STATIC_PAD_TEMPLATE("minus_%u", GST_PAD_SRC, GST_PAD_SOMETIMES, GST_STATIC_CAPS(kCaps));

GQuark shareQuark()
{
    static const GQuark quark = g_quark_from_static_string("confab-mix-share");
    return quark;
}

Share* shareOf(gpointer pad)
{
    return static_cast<Share*>(g_object_get_qdata(G_OBJECT(pad), shareQuark()));
}

gboolean mixOne(GstAudioAggregator* mixer, GstAudioAggregatorPad* pad, GstBuffer* in,
                guint inOffset, GstBuffer* out, guint outOffset, guint frames)
{
    const auto channels = std::size_t(
        GST_AUDIO_INFO_CHANNELS(&GST_AUDIO_AGGREGATOR_PAD(GST_AGGREGATOR(mixer)->srcpad)->info));
    const Mapped to(out, GST_MAP_READWRITE), from(in, GST_MAP_READ);
    if (!to || !from)
        return FALSE;
    auto& own = shareOf(pad)->own;
    own.resize(to.samples());
    const float* x = from.data() + inOffset * channels;
    float* y = to.data() + outOffset * channels;
    float* o = own.data() + outOffset * channels;
    for (std::size_t i = 0; i < frames * channels; ++i) {
        y[i] += x[i];
        o[i] += x[i];
    }
    return TRUE;
}

gboolean copySticky(GstPad*, GstEvent** event, gpointer minus)
{
    if (GST_EVENT_TYPE(*event) == GST_EVENT_STREAM_START) {
        const std::string id =
            std::string(GST_OBJECT_NAME(GST_PAD_PARENT(minus))) + '/' + GST_OBJECT_NAME(minus);
        gst_pad_push_event(GST_PAD(minus), gst_event_new_stream_start(id.c_str()));
    } else {
        gst_pad_push_event(GST_PAD(minus), gst_event_ref(*event));
    }
    return TRUE;
}

void pushRest(GstPad* src, GstBuffer* mixed, const Mapped& sum, Share& share)
{
    if (!std::exchange(share.announced, true))
        gst_pad_sticky_events_foreach(src, copySticky, share.minus.get());
    share.own.resize(sum.samples());
    auto rest = GRef<GstBuffer>::adopt(
        gst_buffer_new_allocate(nullptr, sum.samples() * sizeof(float), nullptr));
    gst_buffer_copy_into(rest.get(), mixed, GST_BUFFER_COPY_METADATA, 0, gsize(-1));
    {
        const Mapped to(rest.get(), GST_MAP_WRITE);
        std::transform(sum.data(), sum.data() + sum.samples(), share.own.begin(), to.data(),
                       [](float all, float own) { return all - own; });
    }
    gst_pad_push(share.minus.get(),
                 rest.release()); // one listener's failure is that listener's alone
}

// The pads of an element, each held: one may be released meanwhile.
std::vector<GRef<GstPad>> sinksOf(GstElement* element)
{
    std::vector<GRef<GstPad>> sinks;
    GST_OBJECT_LOCK(element);
    for (GList* l = element->sinkpads; l; l = l->next)
        sinks.push_back(GRef<GstPad>::share(GST_PAD(l->data)));
    GST_OBJECT_UNLOCK(element);
    return sinks;
}

// The mixed block is whole when it leaves: every input's share of it is known.
GstPadProbeReturn onMixed(GstPad* src, GstPadProbeInfo* info, gpointer)
{
    GstBuffer* mixed = GST_PAD_PROBE_INFO_BUFFER(info);
    const Mapped sum(mixed, GST_MAP_READ);
    if (!sum)
        return GST_PAD_PROBE_OK;
    for (const auto& sink : sinksOf(GST_ELEMENT(GST_PAD_PARENT(src)))) {
        Share* share = shareOf(sink.get());
        if (!share)
            continue;
        if (gst_pad_is_linked(share->minus.get()))
            pushRest(src, mixed, sum, *share);
        std::fill(share->own.begin(), share->own.end(), 0.f);
    }
    return GST_PAD_PROBE_OK;
}

// Nothing that happens behind one listener may travel up into the mix.
gboolean swallow(GstPad*, GstObject*, GstEvent* event)
{
    const auto owned = GRef<GstEvent>::adopt(event);
    return TRUE;
}

GstPad* requestPad(GstElement* element, GstPadTemplate* templ, const char* name,
                   const GstCaps* caps)
{
    GstPad* sink =
        GST_ELEMENT_CLASS(mix_minus_parent_class)->request_new_pad(element, templ, name, caps);
    if (!sink)
        return nullptr;
    std::string minusName = GST_PAD_NAME(sink);
    minusName.replace(0, 4, "minus");
    auto* share = new Share;
    share->minus =
        GRef<GstPad>::sink(gst_pad_new_from_static_template(&minusTemplate, minusName.c_str()));
    gst_pad_set_event_function(share->minus.get(), swallow);
    g_object_set_qdata_full(G_OBJECT(sink), shareQuark(), share,
                            [](gpointer p) { delete static_cast<Share*>(p); });
    gst_pad_set_active(share->minus.get(), TRUE);
    gst_element_add_pad(element, share->minus.get());
    return sink;
}

void releasePad(GstElement* element, GstPad* sink)
{
    const GRef<GstPad> minus = shareOf(sink)->minus;
    gst_pad_set_active(minus.get(), FALSE);
    gst_element_remove_pad(element, minus.get());
    GST_ELEMENT_CLASS(mix_minus_parent_class)->release_pad(element, sink);
}

void mix_minus_init(MixMinus* self)
{
    gst_pad_add_probe(GST_AGGREGATOR(self)->srcpad, GST_PAD_PROBE_TYPE_BUFFER, onMixed, nullptr,
                      nullptr);
}

void mix_minus_class_init(MixMinusClass* klass)
{
    auto* element = GST_ELEMENT_CLASS(klass);
    gst_element_class_add_static_pad_template_with_gtype(element, &sinkTemplate,
                                                         GST_TYPE_AUDIO_AGGREGATOR_CONVERT_PAD);
    gst_element_class_add_static_pad_template_with_gtype(element, &srcTemplate,
                                                         GST_TYPE_AUDIO_AGGREGATOR_PAD);
    gst_element_class_add_static_pad_template(element, &minusTemplate);
    gst_element_class_set_static_metadata(
        element, "Mix-minus audio mixer", "Generic/Audio",
        "The sum of all inputs, and for each input the sum without it", "confab");
    element->request_new_pad = requestPad;
    element->release_pad = releasePad;
    GST_AUDIO_AGGREGATOR_CLASS(klass)->aggregate_one_buffer = mixOne;
}

} // namespace

bool confab::registerMixMinus()
{
    return gst_element_register(nullptr, "mixminus", GST_RANK_NONE, mix_minus_get_type());
}
