// SPDX-License-Identifier: Apache-2.0
#include "media/codec/vp8_layers.hpp"

#include <array>
#include <cstring>

namespace confab::media {

namespace {

// The pattern of libvpx's examples: of four pictures the first is of layer 0, the third of layer 1,
// the others of layer 2. Layer 0 lives in the last frame, layer 1 in the golden one. Only layer 0
// changes the entropy tables: what is left out must not be missed by what stays. The first picture
// of layer 2 refers to layer 0 alone, so that a receiver can begin with it ("sync").
constexpr std::array kLayerIds{0, 2, 1, 2};
constexpr std::array kFlags{
    "no-ref-golden+no-ref-alt+no-upd-golden+no-upd-alt",
    "no-ref-golden+no-ref-alt+no-upd-last+no-upd-golden+no-upd-alt+no-upd-entropy",
    "no-ref-golden+no-ref-alt+no-upd-last+no-upd-alt+no-upd-entropy",
    "no-ref-alt+no-upd-last+no-upd-golden+no-upd-alt+no-upd-entropy",
};
constexpr std::array kSync{false, true, true, false};
constexpr std::array kDecimators{4, 2, 1};
constexpr std::array kShares{0.4, 0.6, 1.0}; // of the bits, each with those below it

bool isVp8Encoder(GstElement* encoder)
{
    const auto* factory = gst_element_get_factory(encoder);
    return factory && std::strcmp(GST_OBJECT_NAME(factory), "vp8enc") == 0;
}

// GValueArray: GLib has deprecated it, the element still wants it.
G_GNUC_BEGIN_IGNORE_DEPRECATIONS
template <std::size_t N>
void setInts(GstElement* encoder, const char* property, const std::array<int, N>& numbers)
{
    GValueArray* array = g_value_array_new(N);
    for (const int number : numbers) {
        GValue value = G_VALUE_INIT;
        g_value_init(&value, G_TYPE_INT);
        g_value_set_int(&value, number);
        g_value_array_append(array, &value);
        g_value_unset(&value);
    }
    g_object_set(encoder, property, array, nullptr);
    g_value_array_free(array);
}
G_GNUC_END_IGNORE_DEPRECATIONS

/// Sets a property of GST_TYPE_ARRAY; `texts` are its elements.
template <std::size_t N>
void setArray(GstElement* encoder, const char* property, const std::array<const char*, N>& texts)
{
    auto* spec = g_object_class_find_property(G_OBJECT_GET_CLASS(encoder), property);
    const GType type = GST_PARAM_SPEC_ARRAY_LIST(spec)->element_spec->value_type;
    GValue array = G_VALUE_INIT;
    g_value_init(&array, GST_TYPE_ARRAY);
    for (const char* text : texts) {
        GValue value = G_VALUE_INIT;
        g_value_init(&value, type);
        gst_value_deserialize(&value, text);
        gst_value_array_append_and_take_value(&array, &value);
    }
    g_object_set_property(G_OBJECT(encoder), property, &array);
    g_value_unset(&array);
}

} // namespace

void prepareVp8Layers(GstElement* encoder)
{
    if (!isVp8Encoder(encoder))
        return;
    int bitsPerSecond = 0;
    g_object_get(encoder, "target-bitrate", &bitsPerSecond, nullptr);
    g_object_set(encoder, "temporal-scalability-number-layers", kVp8Layers,
                 "temporal-scalability-periodicity", int(kLayerIds.size()), nullptr);
    setInts(encoder, "temporal-scalability-layer-id", kLayerIds);
    setInts(encoder, "temporal-scalability-rate-decimator", kDecimators);
    setArray(encoder, "temporal-scalability-layer-flags", kFlags);
    std::array<const char*, kSync.size()> sync;
    for (std::size_t i = 0; i < kSync.size(); ++i)
        sync[i] = kSync[i] ? "true" : "false";
    setArray(encoder, "temporal-scalability-layer-sync-flags", sync); // empty: SIGFPE (1.22)
    setVp8Rate(encoder, bitsPerSecond);
}

void setVp8Rate(GstElement* encoder, int bitsPerSecond)
{
    if (!isVp8Encoder(encoder))
        return;
    std::array<int, kVp8Layers> rates;
    for (std::size_t i = 0; i < rates.size(); ++i)
        rates[i] = int(bitsPerSecond * kShares[i]);
    setInts(encoder, "temporal-scalability-target-bitrate", rates);
    g_object_set(encoder, "target-bitrate", bitsPerSecond, nullptr);
}

// Noise at 320x180 and 30 fps takes 130 kbit/s whatever was asked for.
void economiseVp8(GstElement* encoder)
{
    if (isVp8Encoder(encoder))
        g_object_set(encoder, "dropframe-threshold", 30, "max-quantizer", 63, nullptr);
}

Codec::Layer vp8LayerOf(GstBuffer* picture)
{
    auto* meta = gst_buffer_get_custom_meta(picture, "GstVP8Meta");
    gboolean layered = FALSE, sync = FALSE;
    guint layer = 0;
    if (meta)
        gst_structure_get(gst_custom_meta_get_structure(meta), "use-temporal-scaling",
                          G_TYPE_BOOLEAN, &layered, "layer-id", G_TYPE_UINT, &layer, "layer-sync",
                          G_TYPE_BOOLEAN, &sync, nullptr);
    return layered ? Codec::Layer{int(layer), bool(sync)} : Codec::Layer{};
}

} // namespace confab::media
