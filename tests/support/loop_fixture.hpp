// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/loop.hpp"

#include <gtest/gtest.h>

#include <chrono>

namespace confab::test {

/// Runs a private loop on the test's own thread, so that a test never sleeps.
class LoopFixture : public ::testing::Test {
protected:
    LoopFixture()
    {
        g_main_context_push_thread_default(context_.get());
        acquire();
    }
    ~LoopFixture() override
    {
        g_main_context_release(context_.get());
        g_main_context_pop_thread_default(context_.get());
    }

    /// Turns the loop until `done()` holds. False if that takes longer than `limit`.
    template <class Pred>
    bool runUntil(Pred done, std::chrono::milliseconds limit = std::chrono::seconds(5))
    {
        const auto end = std::chrono::steady_clock::now() + limit;
        while (!done() && std::chrono::steady_clock::now() < end)
            if (!g_main_context_iteration(context_.get(), FALSE))
                g_usleep(1000);
        return done();
    }

    GRef<GMainContext> context_ = GRef<GMainContext>::adopt(g_main_context_new());
    Loop loop_{context_};

private:
    void acquire() { ASSERT_TRUE(g_main_context_acquire(context_.get())); }
};

} // namespace confab::test
