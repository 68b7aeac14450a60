// SPDX-License-Identifier: Apache-2.0
#include "media/dtls/dtls_key.hpp"

#include "base/glib/gobject.hpp"

#include <gst/gst.h>

namespace confab::media {

void prepareDtlsKey()
{
    g_thread_unref(g_thread_new(
        "dtls key",
        [](gpointer) -> gpointer {
            // Its init function asks for the certificate of all that have none of their own.
            const auto decoder =
                GRef<GstElement>::sink(gst_element_factory_make("dtlsdec", nullptr));
            return nullptr;
        },
        nullptr));
}

} // namespace confab::media
