// SPDX-License-Identifier: Apache-2.0
#include "front/net/stream/metered_stream.hpp"

#include "front/net/stream/relay_stream.hpp"

namespace confab::front {

namespace {

using Watch = std::shared_ptr<StreamWatch>;

// GObject classes, written out: GLib's G_DEFINE macros want C names. The C++ member is a pointer,
// because GObject allocates the instances and runs no constructor.

struct MeteredInput {
    GFilterInputStream parent;
    Watch* watch;
};
struct MeteredInputClass {
    GFilterInputStreamClass parent;
};
struct MeteredOutput {
    GFilterOutputStream parent;
    Watch* watch;
};
struct MeteredOutputClass {
    GFilterOutputStreamClass parent;
};

GPollableInputStream* baseOf(GPollableInputStream* stream)
{
    return G_POLLABLE_INPUT_STREAM(
        g_filter_input_stream_get_base_stream(G_FILTER_INPUT_STREAM(stream)));
}

GPollableOutputStream* baseOf(GPollableOutputStream* stream)
{
    return G_POLLABLE_OUTPUT_STREAM(
        g_filter_output_stream_get_base_stream(G_FILTER_OUTPUT_STREAM(stream)));
}

StreamWatch& watchOf(GPollableInputStream* stream)
{
    return **reinterpret_cast<MeteredInput*>(stream)->watch;
}

StreamWatch& watchOf(GPollableOutputStream* stream)
{
    return **reinterpret_cast<MeteredOutput*>(stream)->watch;
}

gssize notNow(GError** error)
{
    g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK, "nothing is read now");
    return -1;
}

gssize readNonblocking(GPollableInputStream* stream, void* buffer, gsize size, GError** error)
{
    auto& watch = watchOf(stream);
    if (watch.isOver())
        return 0;
    if (watch.pause().count() > 0)
        return notNow(error);
    const gssize count =
        g_pollable_input_stream_read_nonblocking(baseOf(stream), buffer, size, nullptr, error);
    const auto* bytes = static_cast<const unsigned char*>(buffer);
    return count <= 0 || watch.onRead(bytes, std::size_t(count)) ? count : notNow(error);
}

gboolean isReadable(GPollableInputStream* stream)
{
    auto& watch = watchOf(stream);
    return watch.isOver()
        || (watch.pause().count() == 0 && g_pollable_input_stream_is_readable(baseOf(stream)));
}

GSource* sourceOf(GPollableInputStream* stream, GCancellable* cancel)
{
    const auto pause = watchOf(stream).pause();
    GSource* child = pause.count() > 0
        ? g_timeout_source_new(guint(pause.count()))
        : g_pollable_input_stream_create_source(baseOf(stream), cancel);
    GSource* source = g_pollable_source_new_full(stream, child, cancel);
    g_source_unref(child);
    return source;
}

gssize writeNonblocking(GPollableOutputStream* stream, const void* buffer, gsize size,
                        GError** error)
{
    const gssize count =
        g_pollable_output_stream_write_nonblocking(baseOf(stream), buffer, size, nullptr, error);
    if (count > 0)
        watchOf(stream).onWritten(static_cast<const unsigned char*>(buffer), std::size_t(count));
    return count;
}

void initPollableInput(gpointer iface, gpointer)
{
    auto* pollable = static_cast<GPollableInputStreamInterface*>(iface);
    pollable->can_poll = [](GPollableInputStream* s) {
        return g_pollable_input_stream_can_poll(baseOf(s));
    };
    pollable->is_readable = isReadable;
    pollable->create_source = sourceOf;
    pollable->read_nonblocking = readNonblocking;
}

void initPollableOutput(gpointer iface, gpointer)
{
    auto* pollable = static_cast<GPollableOutputStreamInterface*>(iface);
    pollable->can_poll = [](GPollableOutputStream* s) {
        return g_pollable_output_stream_can_poll(baseOf(s));
    };
    pollable->is_writable = [](GPollableOutputStream* s) {
        return g_pollable_output_stream_is_writable(baseOf(s));
    };
    pollable->create_source = [](GPollableOutputStream* s, GCancellable* cancel) {
        GSource* base = g_pollable_output_stream_create_source(baseOf(s), cancel);
        GSource* source = g_pollable_source_new_full(s, base, nullptr);
        g_source_unref(base);
        return source;
    };
    pollable->write_nonblocking = writeNonblocking;
}

/// A class whose instances own a watch.
template <class Instance> void initClass(gpointer klass, gpointer)
{
    static_cast<GObjectClass*>(klass)->finalize = [](GObject* object) {
        delete reinterpret_cast<Instance*>(object)->watch;
        auto* parent = g_type_class_peek_parent(g_type_class_peek(G_OBJECT_TYPE(object)));
        static_cast<GObjectClass*>(parent)->finalize(object);
    };
}

template <class Instance, class Class>
GType registerType(const char* name, GType parent, GType iface, GInterfaceInitFunc init)
{
    const GType type = g_type_register_static_simple(
        parent, name, sizeof(Class), initClass<Instance>, sizeof(Instance), nullptr, GTypeFlags{});
    const GInterfaceInfo info{init, nullptr, nullptr};
    g_type_add_interface_static(type, iface, &info);
    return type;
}

GRef<GInputStream> meteredInput(GInputStream* base, Watch watch)
{
    static const GType type = registerType<MeteredInput, MeteredInputClass>(
        "ConfabMeteredInput", G_TYPE_FILTER_INPUT_STREAM, G_TYPE_POLLABLE_INPUT_STREAM,
        initPollableInput);
    auto* input = static_cast<MeteredInput*>(
        g_object_new(type, "base-stream", base, "close-base-stream", FALSE, nullptr));
    input->watch = new Watch(std::move(watch));
    return GRef<GInputStream>::adopt(G_INPUT_STREAM(input));
}

GRef<GOutputStream> meteredOutput(GOutputStream* base, Watch watch)
{
    static const GType type = registerType<MeteredOutput, MeteredOutputClass>(
        "ConfabMeteredOutput", G_TYPE_FILTER_OUTPUT_STREAM, G_TYPE_POLLABLE_OUTPUT_STREAM,
        initPollableOutput);
    auto* output = static_cast<MeteredOutput*>(
        g_object_new(type, "base-stream", base, "close-base-stream", FALSE, nullptr));
    output->watch = new Watch(std::move(watch));
    return GRef<GOutputStream>::adopt(G_OUTPUT_STREAM(output));
}

} // namespace

GRef<GIOStream> meteredStream(GRef<GIOStream> base, Watch watch)
{
    auto input = meteredInput(g_io_stream_get_input_stream(base.get()), watch);
    auto output = meteredOutput(g_io_stream_get_output_stream(base.get()), std::move(watch));
    return relayStream(std::move(base), std::move(input), std::move(output),
                       [](GIOStream* stream, GError** error) {
                           return g_io_stream_close(stream, nullptr, error) != FALSE;
                       });
}

} // namespace confab::front
