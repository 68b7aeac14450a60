// SPDX-License-Identifier: Apache-2.0
#include "front/termination.hpp"

#include <glib-unix.h>
#include <signal.h>

namespace confab::front {

Termination::Termination(const Loop& loop, std::function<void()> asked)
    : asked_(std::move(asked)), sources_{attach(loop, SIGTERM), attach(loop, SIGINT)}
{
}

Termination::~Termination()
{
    for (GSource* source : sources_) {
        g_source_destroy(source);
        g_source_unref(source);
    }
}

GSource* Termination::attach(const Loop& loop, int signal)
{
    GSource* source = g_unix_signal_source_new(signal);
    g_source_set_callback(
        source,
        [](gpointer self) -> gboolean {
            static_cast<Termination*>(self)->asked_();
            return G_SOURCE_CONTINUE;
        },
        this, nullptr);
    g_source_attach(source, loop.context());
    return source;
}

} // namespace confab::front
