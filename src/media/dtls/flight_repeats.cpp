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

class Watched {
public:
    explicit Watched(GRef<GstPad> out) : out_(std::move(out)) { }

    void onLeaving(GstBuffer* datagram)
    {
        std::lock_guard lock(mutex_);
        if (repeating_ != std::this_thread::get_id() && ours_.size() < kMostKept)
            ours_.push_back(GRef<GstBuffer>::share(datagram));
    }

    void onComing(GstBuffer* datagram)
    {
        std::array<guint8, 32> head{};
        const auto size = gst_buffer_extract(datagram, 0, head.data(), head.size());
        for (auto& again : dueAfter(std::span(head).first(size)))
            gst_pad_push(out_.get(), again.release());
    }

private:
    std::vector<GRef<GstBuffer>> dueAfter(std::span<const std::uint8_t> datagram)
    {
        std::lock_guard lock(mutex_);
        repeating_ = std::this_thread::get_id();
        const auto heard = flight_.hear(datagram, DtlsFlight::Clock::now());
        if (heard == DtlsFlight::Heard::Next)
            ours_.clear();
        return heard == DtlsFlight::Heard::Again ? ours_ : std::vector<GRef<GstBuffer>>();
    }

    const GRef<GstPad> out_;
    std::mutex mutex_;
    // Guarded by mutex_:
    DtlsFlight flight_;
    std::vector<GRef<GstBuffer>> ours_;
    std::thread::id repeating_; // it receives, and sends nothing else
};

} // namespace

FlightRepeats::FlightRepeats(GstElement* webrtcbin)
{
    const auto encrypter = firstMadeBy("dtlsenc", webrtcbin);
    const auto decrypter = firstMadeBy("dtlsdec", webrtcbin);
    if (!encrypter || !decrypter)
        return; // of another version: its own timer is what there is
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
}

} // namespace confab::media
