// SPDX-License-Identifier: Apache-2.0
#include "media/peer/feedback.hpp"

#include "media/pipeline.hpp"

namespace confab {

namespace {

constexpr guint64 kInterval = 100 * GST_MSECOND;

} // namespace

void spareFeedback(GstElement* webrtcbin)
{
    GRef<GObject> session; // the only one: both m-lines share a transport (max-bundle)
    g_signal_emit_by_name(childOf(webrtcbin, "rtpbin").get(), "get-internal-session", 0u,
                          session.out());
    if (session)
        g_object_set(session.get(), "twcc-feedback-interval", kInterval, nullptr);
}

} // namespace confab
