// SPDX-License-Identifier: Apache-2.0
#include "media/dtls/flight_repeats.hpp"

#include "media/dtls/dtls_flight.hpp"
#include "media/flow/pipeline.hpp"

#include <array>
#include <memory>
#include <mutex>
#include <span>
#include <thread>
#include <vector>

namespace confab::media {

namespace {

/// Limit (per session): datagrams of our part of a DTLS handshake that are kept. Above it: the rest
/// waits for OpenSSL's timer. At it: 24 kB for the time of the handshake.
constexpr std::size_t kMostKept = 16;

constexpr std::chrono::milliseconds kLook(50);

/// Our datagrams as they left, and when they are due again. Any thread.
class Watched {
public:
    explicit Watched(GRef<GstPad> out) : out_(std::move(out)) { }

    void onLeaving(GstBuffer* datagram)
    {
        std::lock_guard lock(mutex_);
        if (repeating_ == std::this_thread::get_id())
            return;
        flight_.sent(DtlsFlight::Clock::now());
        if (ours_.size() < kMostKept)
            ours_.push_back(GRef<GstBuffer>::share(datagram));
    }
    void onComing(GstBuffer* datagram)
    {
        std::array<guint8, 32> head{};
        const auto size = gst_buffer_extract(datagram, 0, head.data(), head.size());
        std::lock_guard lock(mutex_);
        if (flight_.hear(std::span(head).first(size)))
            ours_.clear();
    }
    bool isDue()
    {
        std::lock_guard lock(mutex_);
        return flight_.isDue(DtlsFlight::Clock::now());
    }
    void repeat()
    {
        for (auto& datagram : taken())
            gst_pad_push(out_.get(), datagram.release());
        std::lock_guard lock(mutex_);
        repeating_ = {};
    }

private:
    std::vector<GRef<GstBuffer>> taken()
    {
        std::lock_guard lock(mutex_);
        repeating_ = std::this_thread::get_id();
        return ours_;
    }

    const GRef<GstPad> out_;
    std::mutex mutex_;
    // Guarded by mutex_:
    DtlsFlight flight_;
    std::vector<GRef<GstBuffer>> ours_;
    std::thread::id repeating_; // what that one pushes is known
};

/// On a thread of GStreamer's.
void repeatSoon(GstElement* encrypter, std::shared_ptr<Watched> watched)
{
    using Shared = std::shared_ptr<Watched>;
    gst_element_call_async(
        encrypter, [](GstElement*, gpointer data) { (*static_cast<Shared*>(data))->repeat(); },
        new Shared(std::move(watched)), [](gpointer data) { delete static_cast<Shared*>(data); });
}

} // namespace

FlightRepeats::FlightRepeats(const Loop& loop, GstElement* webrtcbin)
{
    const auto encrypter = firstMadeBy("dtlsenc", webrtcbin);
    const auto decrypter = firstMadeBy("dtlsdec", webrtcbin);
    if (!encrypter || !decrypter)
        return; // of another version: OpenSSL's timer is what there is
    const auto out = padOf(encrypter.get(), "src");
    const auto watched = std::make_shared<Watched>(out);
    probes_ = {PadProbe(out, GST_PAD_PROBE_TYPE_BUFFER,
                        [watched](GstPadProbeInfo* info) {
                            watched->onLeaving(GST_PAD_PROBE_INFO_BUFFER(info));
                            return GST_PAD_PROBE_OK;
                        }),
               PadProbe(padOf(decrypter.get(), "sink"), GST_PAD_PROBE_TYPE_BUFFER,
                        [watched](GstPadProbeInfo* info) {
                            watched->onComing(GST_PAD_PROBE_INFO_BUFFER(info));
                            return GST_PAD_PROBE_OK;
                        })};
    look_ = Timer::every(loop, kLook, [watched, encrypter] {
        if (watched->isDue())
            repeatSoon(encrypter.get(), watched);
    });
}

} // namespace confab::media
