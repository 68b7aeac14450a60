// SPDX-License-Identifier: Apache-2.0
#include "media/flow/pipeline.hpp"

#include <spdlog/spdlog.h>

namespace confab::media {

Pipeline::Pipeline(const Loop& loop, const TimeBase& time, const std::string& name, Events events)
    : element_(GRef<GstElement>::sink(gst_pipeline_new(name.c_str()))), events_(std::move(events))
{
    g_assert(loop.isCurrent());
    time.apply(element_.get());
    const auto bus = GRef<GstBus>::adopt(gst_element_get_bus(element_.get()));
    busSource_ = gst_bus_create_watch(bus.get());
    g_source_set_callback(
        busSource_, G_SOURCE_FUNC(+[](GstBus*, GstMessage* message, gpointer self) -> gboolean {
            static_cast<Pipeline*>(self)->onMessage(message); // may destroy it
            return G_SOURCE_CONTINUE;
        }),
        this, nullptr);
    g_source_attach(busSource_, loop.context());
}

Pipeline::~Pipeline()
{
    g_source_destroy(busSource_);
    g_source_unref(busSource_);
    gst_element_set_state(element_.get(), GST_STATE_NULL);
}

void Pipeline::add(const GRef<GstElement>& element, GstBin* into)
{
    gst_bin_add(into, element.get());
    gst_element_sync_state_with_parent(element.get());
}

void Pipeline::remove(const GRef<GstElement>& element)
{
    gst_element_set_locked_state(element.get(), TRUE);
    gst_element_set_state(element.get(), GST_STATE_NULL);
    const auto parent = GRef<GstObject>::adopt(gst_object_get_parent(GST_OBJECT(element.get())));
    gst_bin_remove(GST_BIN(parent.get()), element.get());
}

void Pipeline::play()
{
    gst_element_set_state(element_.get(), GST_STATE_PLAYING);
}

void Pipeline::onMessage(GstMessage* message)
{
    switch (GST_MESSAGE_TYPE(message)) {
    case GST_MESSAGE_ERROR: {
        GErrorOut error;
        GCharPtr debug;
        gchar* text = nullptr;
        gst_message_parse_error(message, error, &text);
        debug.reset(text);
        spdlog::debug("{}: {}", GST_OBJECT_NAME(element_.get()), text ? text : "");
        const std::string line = std::string(GST_MESSAGE_SRC_NAME(message)) + ": " + error.text();
        const auto failed = events_.failed; // the call may destroy *this
        return failed(line);
    }
    case GST_MESSAGE_EOS: {
        const auto ended = events_.ended;
        return ended ? ended() : void();
    }
    case GST_MESSAGE_LATENCY:
        gst_bin_recalculate_latency(bin());
        return;
    default:
        return;
    }
}

GRef<GstElement> childOf(GstElement* bin, const char* name)
{
    auto child = GRef<GstElement>::adopt(gst_bin_get_by_name(GST_BIN(bin), name));
    if (!child)
        g_error("the pipeline text has no element called %s", name);
    return child;
}

GRef<GstElement> firstMadeBy(const char* factory, GstElement* bin)
{
    GRef<GstElement> found;
    GstIterator* all = gst_bin_iterate_all_by_element_factory_name(GST_BIN(bin), factory);
    GValue item = G_VALUE_INIT;
    if (gst_iterator_next(all, &item) == GST_ITERATOR_OK) {
        found = GRef<GstElement>::share(GST_ELEMENT(g_value_get_object(&item)));
        g_value_unset(&item);
    }
    gst_iterator_free(all);
    return found;
}

GRef<GstPad> padOf(GstElement* element, const char* name)
{
    auto pad = GRef<GstPad>::adopt(gst_element_get_static_pad(element, name));
    g_assert(pad);
    return pad;
}

} // namespace confab::media
