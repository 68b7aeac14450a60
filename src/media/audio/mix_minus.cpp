// SPDX-License-Identifier: Apache-2.0
#include "media/audio/mix_minus.hpp"

#include "base/gst/gst_ref.hpp"

#include <gst/audio/gstaudioaggregator.h>

#include <algorithm>
#include <cstring>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace {

using confab::GRef;

struct MixMinus {
    GstAudioAggregator parent;
    guint leftOut; // a bit for each input; atomic
};
struct MixMinusClass {
    GstAudioAggregatorClass parent;
};

G_DEFINE_TYPE(MixMinus, mix_minus, GST_TYPE_AUDIO_AGGREGATOR)

/// An output beside the sum, and what is taken off the block that is being mixed: one input's
/// share, or the shares of all that are left out. Once its pad exists, only the aggregator's thread
/// touches it.
struct Output {
    GRef<GstPad> pad;
    unsigned input = 0; // whose share it is
    std::vector<float> without;
    bool announced = false; // it has stream-start, caps and segment
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

GstStaticPadTemplate keptTemplate =
    GST_STATIC_PAD_TEMPLATE("kept", GST_PAD_SRC, GST_PAD_ALWAYS, GST_STATIC_CAPS(kCaps));

constexpr guint kLeftOut = 1; // the property

GQuark outputQuark()
{
    static const GQuark quark = g_quark_from_static_string("confab-mix-output");
    return quark;
}

/// For a sink pad: the output without that input. For the element: the output without all that are
/// left out.
Output* outputOf(gpointer owner)
{
    return static_cast<Output*>(g_object_get_qdata(G_OBJECT(owner), outputQuark()));
}

gboolean mixOne(GstAudioAggregator* mixer, GstAudioAggregatorPad* pad, GstBuffer* in,
                guint inOffset, GstBuffer* out, guint outOffset, guint frames)
{
    const auto channels = std::size_t(
        GST_AUDIO_INFO_CHANNELS(&GST_AUDIO_AGGREGATOR_PAD(GST_AGGREGATOR(mixer)->srcpad)->info));
    const Mapped to(out, GST_MAP_READWRITE), from(in, GST_MAP_READ);
    if (!to || !from)
        return FALSE;
    auto& own = outputOf(pad)->without;
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

gboolean copySticky(GstPad*, GstEvent** event, gpointer output)
{
    if (GST_EVENT_TYPE(*event) == GST_EVENT_STREAM_START) {
        const std::string id =
            std::string(GST_OBJECT_NAME(GST_PAD_PARENT(output))) + '/' + GST_OBJECT_NAME(output);
        gst_pad_push_event(GST_PAD(output), gst_event_new_stream_start(id.c_str()));
    } else {
        gst_pad_push_event(GST_PAD(output), gst_event_ref(*event));
    }
    return TRUE;
}

// One listener's failure is that listener's alone.
void pushRest(GstPad* src, GstBuffer* mixed, const Mapped& sum, Output& output)
{
    if (!gst_pad_is_linked(output.pad.get()))
        return;
    if (!std::exchange(output.announced, true))
        gst_pad_sticky_events_foreach(src, copySticky, output.pad.get());
    output.without.resize(sum.samples());
    auto rest = GRef<GstBuffer>::adopt(
        gst_buffer_new_allocate(nullptr, sum.samples() * sizeof(float), nullptr));
    gst_buffer_copy_into(rest.get(), mixed, GST_BUFFER_COPY_METADATA, 0, gsize(-1));
    {
        const Mapped to(rest.get(), GST_MAP_WRITE);
        std::transform(sum.data(), sum.data() + sum.samples(), output.without.begin(), to.data(),
                       [](float all, float without) { return all - without; });
    }
    gst_pad_push(output.pad.get(), rest.release());
}

void leaveOut(Output& kept, const Output& input)
{
    kept.without.resize(input.without.size());
    std::transform(input.without.begin(), input.without.end(), kept.without.begin(),
                   kept.without.begin(), std::plus<>());
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
    GstElement* mixer = GST_ELEMENT(GST_PAD_PARENT(src));
    const guint leftOut = g_atomic_int_get(&reinterpret_cast<MixMinus*>(mixer)->leftOut);
    Output& kept = *outputOf(mixer);
    kept.without.assign(sum.samples(), 0.f);
    for (const auto& sink : sinksOf(mixer)) {
        Output* output = outputOf(sink.get());
        if (!output)
            continue;
        output->without.resize(sum.samples());
        if (output->input < 32 && (leftOut >> output->input & 1))
            leaveOut(kept, *output);
        pushRest(src, mixed, sum, *output);
        std::fill(output->without.begin(), output->without.end(), 0.f);
    }
    pushRest(src, mixed, sum, kept);
    return GST_PAD_PROBE_OK;
}

// No event from behind one listener may travel up into the mix.
gboolean swallow(GstPad*, GstObject*, GstEvent* event)
{
    const auto owned = GRef<GstEvent>::adopt(event);
    return TRUE;
}

// Attaches an output to `owner`, which owns it from now on.
void addOutput(GstElement* element, gpointer owner, GstStaticPadTemplate& templ,
               const std::string& name, unsigned input)
{
    auto* output = new Output;
    output->pad = GRef<GstPad>::sink(gst_pad_new_from_static_template(&templ, name.c_str()));
    output->input = input;
    gst_pad_set_event_function(output->pad.get(), swallow);
    g_object_set_qdata_full(G_OBJECT(owner), outputQuark(), output,
                            [](gpointer p) { delete static_cast<Output*>(p); });
    gst_pad_set_active(output->pad.get(), TRUE);
    gst_element_add_pad(element, output->pad.get());
}

GstPad* requestPad(GstElement* element, GstPadTemplate* templ, const char* name,
                   const GstCaps* caps)
{
    GstPad* sink =
        GST_ELEMENT_CLASS(mix_minus_parent_class)->request_new_pad(element, templ, name, caps);
    if (!sink)
        return nullptr;
    const std::string number = GST_PAD_NAME(sink) + std::strlen("sink_");
    addOutput(element, sink, minusTemplate, "minus_" + number, unsigned(std::stoul(number)));
    return sink;
}

void releasePad(GstElement* element, GstPad* sink)
{
    const GRef<GstPad> minus = outputOf(sink)->pad;
    gst_pad_set_active(minus.get(), FALSE);
    gst_element_remove_pad(element, minus.get());
    GST_ELEMENT_CLASS(mix_minus_parent_class)->release_pad(element, sink);
}

void setProperty(GObject* object, guint, const GValue* value, GParamSpec*)
{
    g_atomic_int_set(&reinterpret_cast<MixMinus*>(object)->leftOut, g_value_get_uint(value));
}

void mix_minus_init(MixMinus* self)
{
    gst_pad_add_probe(GST_AGGREGATOR(self)->srcpad, GST_PAD_PROBE_TYPE_BUFFER, onMixed, nullptr,
                      nullptr);
    addOutput(GST_ELEMENT(self), self, keptTemplate, "kept", 0);
}

void mix_minus_class_init(MixMinusClass* klass)
{
    auto* element = GST_ELEMENT_CLASS(klass);
    gst_element_class_add_static_pad_template_with_gtype(element, &sinkTemplate,
                                                         GST_TYPE_AUDIO_AGGREGATOR_CONVERT_PAD);
    gst_element_class_add_static_pad_template_with_gtype(element, &srcTemplate,
                                                         GST_TYPE_AUDIO_AGGREGATOR_PAD);
    gst_element_class_add_static_pad_template(element, &minusTemplate);
    gst_element_class_add_static_pad_template(element, &keptTemplate);
    G_OBJECT_CLASS(klass)->set_property = setProperty;
    g_object_class_install_property(
        G_OBJECT_CLASS(klass), kLeftOut,
        g_param_spec_uint("left-out", "Left out",
                          "The inputs that \"kept\" is without: bit k for sink_k", 0, G_MAXUINT, 0,
                          G_PARAM_WRITABLE));
    gst_element_class_set_static_metadata(
        element, "Mix-minus audio mixer", "Generic/Audio",
        "The sum of all inputs, for each input the sum without it, and the sum without some",
        "confab");
    element->request_new_pad = requestPad;
    element->release_pad = releasePad;
    GST_AUDIO_AGGREGATOR_CLASS(klass)->aggregate_one_buffer = mixOne;
}

} // namespace

bool confab::media::registerMixMinus()
{
    return gst_element_register(nullptr, "mixminus", GST_RANK_NONE, mix_minus_get_type());
}
