// SPDX-License-Identifier: Apache-2.0
#include <gst/gst.h>
#include <gtest/gtest.h>

int main(int argc, char** argv)
{
    // GLib ends a pool's thread that had nothing to do for 15 s. One that ends while this process
    // exits finds OpenSSL gone already, and what that kept for it is a leak then, in whichever test
    // took 15 s at the wrong time. So they stay.
    g_thread_pool_set_max_unused_threads(-1);
    g_thread_pool_set_max_idle_time(0);
    gst_init(&argc, &argv);
    ::testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
