// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/loop.hpp"

#include <glib-unix.h>

namespace confab {

/// Calls back on the loop for each SIGINT, SIGTERM or the like, as long as it lives. Thread: the
/// loop's. GLib takes HUP, INT, TERM, USR1, USR2 and WINCH. See base/interruption.hpp for work that
/// has no loop.
class UnixSignal {
public:
    UnixSignal(const Loop& loop, int number, std::function<void()> f)
        : source_(g_unix_signal_source_new(number))
    {
        using Fn = std::function<void()>;
        g_source_set_callback(
            source_,
            [](gpointer fn) -> gboolean {
                (*static_cast<Fn*>(fn))();
                return G_SOURCE_CONTINUE;
            },
            new Fn(std::move(f)), [](gpointer fn) { delete static_cast<Fn*>(fn); });
        g_source_attach(source_, loop.context());
    }
    ~UnixSignal()
    {
        g_source_destroy(source_);
        g_source_unref(source_);
    }
    UnixSignal(const UnixSignal&) = delete;
    UnixSignal& operator=(const UnixSignal&) = delete;

private:
    GSource* source_;
};

} // namespace confab
