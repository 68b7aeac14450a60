// SPDX-License-Identifier: Apache-2.0
#include <gst/gst.h>
#include <gtest/gtest.h>

int main(int argc, char** argv)
{
    // GLib keeps a pool's thread for 15 s in case there is more to do. One that ends while this
    // process exits finds OpenSSL gone already, and what that kept for it is a leak then, in
    // whichever test took 15 s at the wrong time. So each ends when it is done.
    g_thread_pool_set_max_unused_threads(0);
    gst_init(&argc, &argv);
    ::testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
