// SPDX-License-Identifier: Apache-2.0
#include "media/peer/feedback.hpp"

#include "media/flow/pipeline.hpp"

#include <utility>

namespace confab::media {

namespace {

constexpr std::chrono::seconds kAllHaveCome(1);
constexpr guint64 kReportInterval = 100 * GST_MSECOND;
constexpr double kBandwidth = 1e6; // bit/s; 5 % of it are for RTCP

/// The only one: both m-lines share a transport (max-bundle). Null before there is one.
GRef<GObject> sessionOf(GstElement* webrtcbin)
{
    GRef<GObject> session;
    g_signal_emit_by_name(childOf(webrtcbin, "rtpbin").get(), "get-internal-session", 0u,
                          session.out());
    return session;
}

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
        if (const auto session = sessionOf(webrtcbin.get()))
            g_object_set(session.get(), "twcc-feedback-interval", kReportInterval, "bandwidth",
                         kBandwidth, nullptr);
    });
}

Signal hearReports(GstElement* webrtcbin, std::function<void()> heard)
{
    const auto session = sessionOf(webrtcbin);
    if (!session)
        return {};
    return Signal::connect<void(GstBuffer*)>(session.get(), "on-receiving-rtcp",
                                             [heard = std::move(heard)](GstBuffer*) { heard(); });
}

} // namespace confab::media
