// SPDX-License-Identifier: Apache-2.0
#include "front/net/stream/relay_stream.hpp"

namespace confab::front {

namespace {

using Close = std::function<bool(GIOStream*, GError**)>;

// GObject classes, written out: GLib's G_DEFINE macros want C names. The C++ members are pointers,
// because GObject allocates the instances and runs no constructor.

struct RelayIo {
    GIOStream parent;
    GIOStream* base;
    GInputStream* input;
    GOutputStream* output;
    Close* close;
};
struct RelayIoClass {
    GIOStreamClass parent;
};

RelayIo* relay(gpointer stream)
{
    return static_cast<RelayIo*>(stream);
}

// At once instead of on a thread of GIO's pool, which is what the default does: no socket blocks
// here, and everything stays on one thread.
void closeAsync(GIOStream* stream, int, GCancellable* cancel, GAsyncReadyCallback done,
                gpointer data)
{
    const auto task = GRef<GTask>::adopt(g_task_new(stream, cancel, done, data));
    GError* error = nullptr;
    if ((*relay(stream)->close)(relay(stream)->base, &error))
        g_task_return_boolean(task.get(), TRUE);
    else
        g_task_return_error(task.get(), error);
}

void finalize(GObject* object)
{
    // The parent's finalize closes the stream, and needs all four for it.
    auto* base = relay(object)->base;
    auto* input = relay(object)->input;
    auto* output = relay(object)->output;
    auto* close = relay(object)->close;
    auto* parent = g_type_class_peek(G_TYPE_IO_STREAM);
    static_cast<GObjectClass*>(parent)->finalize(object);
    delete close;
    (void)GRef<GInputStream>::adopt(input);
    (void)GRef<GOutputStream>::adopt(output);
    (void)GRef<GIOStream>::adopt(base);
}

void initClass(gpointer klass, gpointer)
{
    static_cast<GObjectClass*>(klass)->finalize = finalize;
    auto* io = static_cast<GIOStreamClass*>(klass);
    io->get_input_stream = [](GIOStream* s) { return relay(s)->input; };
    io->get_output_stream = [](GIOStream* s) { return relay(s)->output; };
    io->close_fn = [](GIOStream* s, GCancellable*, GError** error) {
        return gboolean((*relay(s)->close)(relay(s)->base, error));
    };
    io->close_async = closeAsync;
    io->close_finish = [](GIOStream*, GAsyncResult* result, GError** error) {
        return g_task_propagate_boolean(G_TASK(result), error);
    };
}

GType relayType()
{
    static const GType type =
        g_type_register_static_simple(G_TYPE_IO_STREAM, "ConfabRelayIo", sizeof(RelayIoClass),
                                      initClass, sizeof(RelayIo), nullptr, GTypeFlags{});
    return type;
}

} // namespace

GRef<GIOStream> relayStream(GRef<GIOStream> base, GRef<GInputStream> input,
                            GRef<GOutputStream> output, Close close)
{
    if (!input)
        input = GRef<GInputStream>::share(g_io_stream_get_input_stream(base.get()));
    if (!output)
        output = GRef<GOutputStream>::share(g_io_stream_get_output_stream(base.get()));
    auto* io = static_cast<RelayIo*>(g_object_new(relayType(), nullptr));
    io->input = input.release();
    io->output = output.release();
    io->base = base.release();
    io->close = new Close(std::move(close));
    return GRef<GIOStream>::adopt(G_IO_STREAM(io));
}

} // namespace confab::front
