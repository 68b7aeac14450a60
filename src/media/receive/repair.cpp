// SPDX-License-Identifier: Apache-2.0
#include "media/receive/repair.hpp"

#include "media/flow/pipeline.hpp"

#include <algorithm>
#include <cstring>
#include <optional>
#include <utility>

namespace confab::media {

namespace {

using namespace std::chrono_literals;
using Milliseconds = std::chrono::milliseconds;

constexpr Milliseconds kFrame = 34ms;
constexpr Milliseconds kRequestWaits = 40ms; // for its turn (30 measured, see paceFeedback())
constexpr double kSomeLoss = 0.01, kMoreLoss = 0.03, kMuchLoss = 0.1;
constexpr Milliseconds kLeast = 20ms, kMost = 800ms;
constexpr Milliseconds kMostDelay = 350ms;
constexpr Milliseconds kImpatience = 20ms; // over a round trip; senders answer no sooner again
constexpr int kReordered = 10; // ms: until a packet counts as missing
constexpr Milliseconds kUnknownRoundTrip = 60ms;
constexpr double kLooks = 3; // that the loss is smoothed over
constexpr std::size_t kMostBuffers = 16; // one for each SSRC; a sender that changes it all the time

struct Stats {
    Milliseconds jitter{0}, roundTrip{0};
    guint64 came = 0; // packets, repaired ones among them
    guint64 missed = 0; // that came late, by a repair or never
};

guint64 count(const GstStructure* stats, const char* name)
{
    guint64 value = 0;
    gst_structure_get_uint64(stats, name, &value);
    return value;
}

Milliseconds field(const GstStructure* stats, const char* name)
{
    guint64 nanoseconds = 0;
    gst_structure_get_uint64(stats, name, &nanoseconds);
    return std::chrono::duration_cast<Milliseconds>(
        std::chrono::nanoseconds(std::min<guint64>(nanoseconds, 10 * GST_SECOND)));
}

Stats statsOf(GstElement* buffer)
{
    GstStructure* stats = nullptr;
    g_object_get(buffer, "stats", &stats, nullptr);
    if (!stats)
        return {};
    const Stats read{field(stats, "avg-jitter"), field(stats, "rtx-rtt"),
                     count(stats, "num-pushed"),
                     count(stats, "num-lost") + count(stats, "rtx-success-count")};
    gst_structure_free(stats);
    return read;
}

// The caps in front of a jitter buffer say nothing of it (1.22); those behind its demultiplexer do,
// from the first packet on. Nothing until then.
std::optional<bool> isPicture(GstElement* buffer)
{
    const auto next = GRef<GstPad>::adopt(gst_pad_get_peer(padOf(buffer, "src").get()));
    const auto demux =
        next ? GRef<GstElement>::adopt(gst_pad_get_parent_element(next.get())) : GRef<GstElement>();
    std::optional<bool> found;
    if (demux)
        gst_element_foreach_src_pad(
            demux.get(),
            [](GstElement*, GstPad* pad, gpointer result) -> gboolean {
                const auto caps = GRef<GstCaps>::adopt(gst_pad_get_current_caps(pad));
                const char* media = caps
                    ? gst_structure_get_string(gst_caps_get_structure(caps.get(), 0), "media")
                    : nullptr;
                if (media)
                    *static_cast<std::optional<bool>*>(result) = std::strcmp(media, "video") == 0;
                return TRUE;
            },
            &found);
    return found;
}

// Up at once, down slowly: a path that was bad a second ago may be so again.
Milliseconds followed(Milliseconds now, Milliseconds wanted)
{
    return std::max(wanted, now - std::max(now / 16, 1ms));
}

// Left to itself a buffer asks again after so many jitters that there is no time for a third. A
// sound would come too late, and its request would have the next one for a picture wait.
void setPatience(GstElement* buffer, bool mayAsk, Milliseconds wanted, Milliseconds roundTrip)
{
    guint now = 0;
    gboolean asks = FALSE;
    g_object_get(buffer, "latency", &now, "do-retransmission", &asks, nullptr);
    if (bool(asks) != mayAsk)
        g_object_set(buffer, "do-retransmission", gboolean(mayAsk), nullptr);
    const auto next = followed(Milliseconds(now), wanted);
    if (std::abs(next.count() - std::int64_t(now)) > 2)
        g_object_set(buffer, "latency", guint(next.count()), "rtx-delay", kReordered,
                     "rtx-retry-timeout", int((roundTrip + kImpatience).count()), nullptr);
}

// Each may get lost as well, and what it asks for. So many that about one packet in 100 000 never
// comes. To give up is worse than to wait: the keyframe comes a round trip later, and is lost more
// often.
int requestsFor(double loss)
{
    return loss < kSomeLoss ? 2 : loss < kMoreLoss ? 3 : loss < kMuchLoss ? 4 : 6;
}

// That most pictures need, of which each has several packets.
int repairsFor(double loss)
{
    return loss < kSomeLoss ? 0 : loss < kMoreLoss ? 1 : 2;
}

Milliseconds waitFor(int requests, Milliseconds roundTrip, Milliseconds jitter)
{
    return requests * (roundTrip + kRequestWaits) + 2 * jitter + kFrame;
}

} // namespace

Milliseconds patienceFor(bool picture, Milliseconds roundTrip, Milliseconds jitter, double loss)
{
    const Milliseconds wait =
        picture ? waitFor(requestsFor(loss), roundTrip, jitter) : kLeast + 2 * jitter;
    return std::clamp(wait, kLeast, kMost);
}

Repair::Repair(const Loop& loop, GstElement* webrtcbin)
{
    auto added = loop.bind(lifetime_, [this](GRef<GstElement> buffer) {
        if (buffers_.size() == kMostBuffers)
            buffers_.erase(buffers_.begin());
        buffers_.push_back({std::move(buffer)});
    });
    added_ = Signal::connect<void(GstElement*, guint, guint)>(
        childOf(webrtcbin, "rtpbin").get(), "new-jitterbuffer",
        [added](GstElement* buffer, guint, guint) { added(GRef<GstElement>::share(buffer)); });
}

Milliseconds Repair::delayFor(Milliseconds roundTrip, Milliseconds jitter) const
{
    const int repairs = repairsFor(loss_);
    const Milliseconds wanted =
        repairs == 0 ? 0ms : std::min(waitFor(repairs, roundTrip, jitter) + kFrame, kMostDelay);
    const Milliseconds next = followed(delay_, wanted);
    return next < kLeast ? 0ms : next;
}

void Repair::fit(Milliseconds roundTrip)
{
    std::uint64_t came = 0, missed = 0;
    Milliseconds delay = 0ms;
    for (auto& [buffer, cameBefore, missedBefore] : buffers_) {
        const Stats stats = statsOf(buffer.get());
        came += stats.came - std::exchange(cameBefore, stats.came);
        missed += stats.missed - std::exchange(missedBefore, stats.missed);
        const Milliseconds known = roundTrip > 0ms ? roundTrip
            : stats.roundTrip > 0ms                ? stats.roundTrip
                                                   : kUnknownRoundTrip;
        const auto kind = isPicture(buffer.get());
        const bool picture = kind.value_or(false);
        if (picture)
            delay = std::max(delay, delayFor(known, stats.jitter));
        setPatience(buffer.get(), kind.value_or(true),
                    patienceFor(picture, known, stats.jitter, loss_), known);
    }
    delay_ = delay;
    const double now = came > 0 ? std::clamp(double(missed) / double(came), 0., 1.) : 0;
    loss_ += (now - loss_) / kLooks;
}

} // namespace confab::media
