// SPDX-License-Identifier: Apache-2.0
#include "media/peer/feedback.hpp"

#include "media/flow/pipeline.hpp"

namespace confab::media {

namespace {

constexpr std::chrono::seconds kAllHaveCome(1);
constexpr guint64 kReportInterval = 100 * GST_MSECOND;
constexpr double kBandwidth = 1e6; // bit/s; 5 % of it are for RTCP

} // namespace

Signal nackGaps(GstElement* webrtcbin)
{
    return Signal::connect<void(GstElement*, guint, guint)>(
        childOf(webrtcbin, "rtpbin").get(), "new-jitterbuffer",
        [](GstElement* buffer, guint, guint) {
            g_object_set(buffer, "do-retransmission", TRUE, "rtx-next-seqnum", FALSE, nullptr);
        });
}

Timer paceFeedback(const Loop& loop, GRef<GstElement> webrtcbin)
{
    return Timer::once(loop, kAllHaveCome, [webrtcbin = std::move(webrtcbin)] {
        GRef<GObject> session; // the only one: both m-lines share a transport (max-bundle)
        g_signal_emit_by_name(childOf(webrtcbin.get(), "rtpbin").get(), "get-internal-session", 0u,
                              session.out());
        if (session)
            g_object_set(session.get(), "twcc-feedback-interval", kReportInterval, "bandwidth",
                         kBandwidth, nullptr);
    });
}

} // namespace confab::media
