// SPDX-License-Identifier: Apache-2.0
#include "front/net/metered_stream.hpp"

#include "front/net/relay_stream.hpp"

namespace confab::front {

namespace {

using Look = std::function<bool(const unsigned char*, std::size_t)>;

// A GObject class, written out: GLib's G_DEFINE macros want C names. The C++ member is a pointer,
// because GObject allocates the instances and runs no constructor.

struct MeteredInput {
    GFilterInputStream parent;
    Look* look;
};
struct MeteredInputClass {
    GFilterInputStreamClass parent;
};

GPollableInputStream* baseOf(gpointer stream)
{
    return G_POLLABLE_INPUT_STREAM(
        g_filter_input_stream_get_base_stream(G_FILTER_INPUT_STREAM(stream)));
}

gssize readNonblocking(GPollableInputStream* stream, void* buffer, gsize size, GError** error)
{
    const gssize count =
        g_pollable_input_stream_read_nonblocking(baseOf(stream), buffer, size, nullptr, error);
    const auto* bytes = static_cast<const unsigned char*>(buffer);
    auto& look = *reinterpret_cast<MeteredInput*>(stream)->look;
    if (count <= 0 || look(bytes, std::size_t(count)))
        return count;
    g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK, "the message is too long");
    return -1;
}

void initPollable(gpointer iface, gpointer)
{
    auto* pollable = static_cast<GPollableInputStreamInterface*>(iface);
    pollable->can_poll = [](GPollableInputStream* s) {
        return g_pollable_input_stream_can_poll(baseOf(s));
    };
    pollable->is_readable = [](GPollableInputStream* s) {
        return g_pollable_input_stream_is_readable(baseOf(s));
    };
    pollable->create_source = [](GPollableInputStream* s, GCancellable* cancel) {
        GSource* base = g_pollable_input_stream_create_source(baseOf(s), cancel);
        GSource* source = g_pollable_source_new_full(s, base, nullptr);
        g_source_unref(base);
        return source;
    };
    pollable->read_nonblocking = readNonblocking;
}

void initInputClass(gpointer klass, gpointer)
{
    static_cast<GObjectClass*>(klass)->finalize = [](GObject* object) {
        delete reinterpret_cast<MeteredInput*>(object)->look;
        auto* parent = g_type_class_peek(G_TYPE_FILTER_INPUT_STREAM);
        static_cast<GObjectClass*>(parent)->finalize(object);
    };
}

GType inputType()
{
    static const GType type = [] {
        const GType t = g_type_register_static_simple(
            G_TYPE_FILTER_INPUT_STREAM, "ConfabMeteredInput", sizeof(MeteredInputClass),
            initInputClass, sizeof(MeteredInput), nullptr, GTypeFlags{});
        const GInterfaceInfo info{initPollable, nullptr, nullptr};
        g_type_add_interface_static(t, G_TYPE_POLLABLE_INPUT_STREAM, &info);
        return t;
    }();
    return type;
}

} // namespace

GRef<GIOStream> meteredStream(GRef<GIOStream> base, Look look)
{
    auto* input = static_cast<MeteredInput*>(g_object_new(inputType(), "base-stream",
                                                          g_io_stream_get_input_stream(base.get()),
                                                          "close-base-stream", FALSE, nullptr));
    input->look = new Look(std::move(look));
    return relayStream(std::move(base), GRef<GInputStream>::adopt(G_INPUT_STREAM(input)),
                       [](GIOStream* stream, GError** error) {
                           return g_io_stream_close(stream, nullptr, error) != FALSE;
                       });
}

} // namespace confab::front
