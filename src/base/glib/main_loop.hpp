// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/loop.hpp"

namespace confab {

/// The loop of a program, on the thread that makes it and runs it; GIO and libsoup call back there
/// too.
class MainLoop {
public:
    MainLoop()
    {
        g_main_context_push_thread_default(context_.get());
        g_assert(g_main_context_acquire(context_.get()));
    }
    ~MainLoop()
    {
        g_main_context_release(context_.get());
        g_main_context_pop_thread_default(context_.get());
    }
    MainLoop(const MainLoop&) = delete;
    MainLoop& operator=(const MainLoop&) = delete;

    const Loop& loop() const { return loop_; }
    /// Until quit() is called.
    void run() { g_main_loop_run(main_.get()); }
    void quit() { g_main_loop_quit(main_.get()); }

private:
    GRef<GMainContext> context_ = GRef<GMainContext>::adopt(g_main_context_new());
    Loop loop_{context_};
    GRef<GMainLoop> main_ = GRef<GMainLoop>::adopt(g_main_loop_new(context_.get(), FALSE));
};

} // namespace confab
