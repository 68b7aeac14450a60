// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <glib-unix.h>

#include <functional>

namespace confab {

/// Calls back on the loop of `context` for each SIGINT, SIGTERM or the like, while it exists.
class UnixSignal {
public:
    UnixSignal(GMainContext* context, int number, std::function<void()> f)
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
        g_source_attach(source_, context);
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

/// Makes `context` the one where asynchronous calls of this thread come back.
class ThreadDefaultContext {
public:
    explicit ThreadDefaultContext(GMainContext* context) : context_(context)
    {
        g_main_context_push_thread_default(context_);
    }
    ~ThreadDefaultContext() { g_main_context_pop_thread_default(context_); }
    ThreadDefaultContext(const ThreadDefaultContext&) = delete;
    ThreadDefaultContext& operator=(const ThreadDefaultContext&) = delete;

private:
    GMainContext* context_;
};

} // namespace confab
