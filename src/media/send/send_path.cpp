// SPDX-License-Identifier: Apache-2.0
#include "media/send/send_path.hpp"

#include "media/flow/pipeline.hpp"
#include "media/send/repeats.hpp"

#include <gst/rtp/rtp.h>

#include <algorithm>
#include <array>
#include <atomic>

namespace confab::media {

namespace {

constexpr double kPaceFactor = 2.5; // of what the path carries
constexpr double kFullPaceFactor = 1; // while there is a queue on it
constexpr std::chrono::seconds kGivenUpFor(3); // what is older is not asked for any more
// A keyframe of 8 kB is a fifth of a second at 300 kbit/s: there it has to come slowly.
constexpr int kNarrow = 500'000; // bit/s
constexpr double kNarrowPaceFactor = 1.4;
constexpr int kLeastPace = 80'000; // bit/s
constexpr double kRepeatShare = 0.5; // of what the path carries; at 20 % loss 0.25 are needed
constexpr std::size_t kAround = 38; // bytes that SRTP, UDP and IPv4 add to a packet
constexpr const char* kRequest = "GstRTPRetransmissionRequest";
constexpr const char* kOurs = "confab-probe";
constexpr int kMostProbePackets = 200; // fewer than webrtcbin keeps (500)

/// What packets of one picture say about themselves.
struct Packets {
    std::size_t bytes = 0, count = 0;
    std::uint16_t last = 0;
    std::uint32_t ssrc = 0;
};

Packets packetIn(GstBuffer* packet)
{
    Packets packets{.bytes = gst_buffer_get_size(packet) + kAround, .count = 1};
    GstRTPBuffer rtp = GST_RTP_BUFFER_INIT;
    if (gst_rtp_buffer_map(packet, GST_MAP_READ, &rtp)) {
        packets.last = gst_rtp_buffer_get_seq(&rtp);
        packets.ssrc = gst_rtp_buffer_get_ssrc(&rtp);
        gst_rtp_buffer_unmap(&rtp);
    }
    return packets;
}

Packets packetsIn(GstBufferList* list)
{
    const guint length = gst_buffer_list_length(list);
    if (length == 0)
        return {};
    Packets packets = packetIn(gst_buffer_list_get(list, length - 1));
    packets.bytes = gst_buffer_list_calculate_size(list) + length * kAround;
    packets.count = length;
    return packets;
}

/// That a packet be sent again, whatever the limits of repeats.
GstEvent* requestOf(guint sequence, guint ssrc)
{
    return gst_event_new_custom(GST_EVENT_CUSTOM_UPSTREAM,
                                gst_structure_new(kRequest, "seqnum", G_TYPE_UINT, sequence, "ssrc",
                                                  G_TYPE_UINT, ssrc, kOurs, G_TYPE_BOOLEAN, TRUE,
                                                  nullptr));
}

std::uint32_t ssrcOf(GstBuffer* packet)
{
    std::array<guint8, 4> bytes{};
    gst_buffer_extract(packet, 8, bytes.data(), bytes.size()); // RFC 3550, 5.1
    return GST_READ_UINT32_BE(bytes.data());
}

} // namespace

struct SendPath::State {
    explicit State(const Redundancy::Settings& settings) : redundancy(settings) { }

    Pacer pacer;
    Redundancy redundancy;
    std::mutex mutex;
    // Guarded by mutex:
    Repeats repeats;
    std::uint16_t givenUpTo = 0; // a sequence number
    Repeats::Clock::time_point givenUpAt{};
    std::atomic<std::uint32_t> ssrc = 0; // of the pictures; 0: none yet
    std::atomic<std::uint16_t> last = 0; // the newest sequence number
    std::atomic<std::size_t> packetBytes = 1200;
    std::atomic<std::size_t> sentBytes = 0;
    bool pushing = false; // the pictures' thread alone: in the middle of a list
    bool pushingSound = false; // the sound's thread alone

    bool isGivenUp(std::uint16_t sequence) const;
    int copiesOf(std::uint16_t sequence);
    GstPadProbeReturn onPictures(GstPad* pad, GstPadProbeInfo* info);
    GstPadProbeReturn onPicture(GstBuffer* packet);
    GstPadProbeReturn onList(GstPad* pad, GstPadProbeInfo* info);
    void note(const Packets& packets);
    GstPadProbeReturn onSound(GstPad* pad, GstPadProbeInfo* info);
    GstPadProbeReturn onPacket(GstBuffer* packet);
    GstPadProbeReturn onRequest(GstPad* pad, const GstStructure* request);
};

// rtpvp8pay pushes lists alone, rtph264pay also single packets.
GstPadProbeReturn SendPath::State::onPictures(GstPad* pad, GstPadProbeInfo* info)
{
    if (pushing)
        return GST_PAD_PROBE_OK;
    return info->type & GST_PAD_PROBE_TYPE_BUFFER_LIST ? onList(pad, info)
                                                       : onPicture(GST_PAD_PROBE_INFO_BUFFER(info));
}

GstPadProbeReturn SendPath::State::onPicture(GstBuffer* packet)
{
    const Packets packets = packetIn(packet);
    note(packets);
    return pacer.awaitPicture(packets.bytes) == Pacer::Turn::Go ? GST_PAD_PROBE_OK
                                                                : GST_PAD_PROBE_DROP;
}

void SendPath::State::note(const Packets& packets)
{
    ssrc = packets.ssrc;
    last = packets.last;
    packetBytes = packets.bytes / std::max<std::size_t>(packets.count, 1);
}

// A list that may leave at once stays whole; else it leaves in pieces.
GstPadProbeReturn SendPath::State::onList(GstPad* pad, GstPadProbeInfo* info)
{
    GstBufferList* list = GST_PAD_PROBE_INFO_BUFFER_LIST(info);
    const Packets packets = packetsIn(list);
    const guint length = gst_buffer_list_length(list);
    note(packets);
    if (packets.bytes <= pacer.room())
        return pacer.awaitPicture(packets.bytes) == Pacer::Turn::Go ? GST_PAD_PROBE_OK
                                                                    : GST_PAD_PROBE_DROP;
    GstFlowReturn flow = GST_FLOW_OK;
    Pacer::Turn turn = Pacer::Turn::Go;
    pushing = true;
    for (guint i = 0; i < length && flow == GST_FLOW_OK && turn == Pacer::Turn::Go;) {
        GstBufferList* piece = gst_buffer_list_new();
        std::size_t bytes = 0;
        const std::size_t room = pacer.room();
        do {
            GstBuffer* packet = gst_buffer_list_get(list, i++);
            bytes += gst_buffer_get_size(packet) + kAround;
            gst_buffer_list_add(piece, gst_buffer_ref(packet));
        } while (i < length && bytes + gst_buffer_get_size(gst_buffer_list_get(list, i)) <= room);
        turn = pacer.awaitPicture(bytes);
        if (turn == Pacer::Turn::Go)
            flow = gst_pad_push_list(pad, piece);
        else
            gst_buffer_list_unref(piece);
    }
    pushing = false;
    if (turn == Pacer::Turn::Closed)
        flow = GST_FLOW_FLUSHING;
    gst_buffer_list_unref(list);
    GST_PAD_PROBE_INFO_DATA(info) = nullptr;
    GST_PAD_PROBE_INFO_FLOW_RETURN(info) = flow;
    return GST_PAD_PROBE_HANDLED;
}

GstPadProbeReturn SendPath::State::onSound(GstPad* pad, GstPadProbeInfo* info)
{
    if (pushingSound)
        return GST_PAD_PROBE_OK;
    const auto packet = GRef<GstBuffer>::adopt(GST_PAD_PROBE_INFO_BUFFER(info));
    auto protectedOnes = redundancy.protect(packet.get());
    pushingSound = true;
    for (std::size_t i = 1; i < protectedOnes.size(); ++i)
        gst_pad_push(pad, protectedOnes[i - 1].release());
    pushingSound = false;
    GST_PAD_PROBE_INFO_DATA(info) = protectedOnes.back().release();
    return GST_PAD_PROBE_OK;
}

// All packets pass here, one by one. rtprtxsend sends repeats on a thread of its own.
GstPadProbeReturn SendPath::State::onPacket(GstBuffer* packet)
{
    const std::size_t bytes = gst_buffer_get_size(packet);
    sentBytes += bytes + kAround;
    if (GST_BUFFER_FLAG_IS_SET(packet, GST_RTP_BUFFER_FLAG_RETRANSMISSION))
        return pacer.awaitRepeat(bytes + kAround) == Pacer::Turn::Go ? GST_PAD_PROBE_OK
                                                                     : GST_PAD_PROBE_DROP;
    if (ssrcOf(packet) != ssrc)
        pacer.soundLeft(bytes + kAround); // pictures have been counted where they waited
    return GST_PAD_PROBE_OK;
}

// Sequence numbers begin anew after some time.
bool SendPath::State::isGivenUp(std::uint16_t sequence) const
{
    return Repeats::Clock::now() - givenUpAt < kGivenUpFor
        && std::int16_t(sequence - givenUpTo) <= 0;
}

GstPadProbeReturn SendPath::State::onRequest(GstPad* pad, const GstStructure* request)
{
    guint sequence = 0, of = 0;
    if (gst_structure_has_field(request, kOurs)
        || !gst_structure_get(request, "seqnum", G_TYPE_UINT, &sequence, "ssrc", G_TYPE_UINT, &of,
                              nullptr)
        || of != ssrc)
        return GST_PAD_PROBE_OK;
    const int copies = copiesOf(std::uint16_t(sequence));
    if (copies > 1)
        gst_pad_send_event(pad, requestOf(sequence, of));
    return copies > 0 ? GST_PAD_PROBE_OK : GST_PAD_PROBE_DROP;
}

int SendPath::State::copiesOf(std::uint16_t sequence)
{
    std::lock_guard lock(mutex);
    return isGivenUp(sequence) ? 0 : repeats.copies(sequence, packetBytes, Repeats::Clock::now());
}

SendPath::SendPath(const Loop& loop, GstElement* webrtcbin, const Ways& ways,
                   const Redundancy::Settings& redundancy, Arrived arrived)
    : state_(std::make_shared<State>(redundancy))
{
    probes_.emplace_back(
        ways.pictures, GstPadProbeType(GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_BUFFER_LIST),
        [state = state_, pad = ways.pictures.get()](GstPadProbeInfo* info) {
            return state->onPictures(pad, info);
        });
    probes_.emplace_back(ways.sound, GST_PAD_PROBE_TYPE_BUFFER,
                         [state = state_, pad = ways.sound.get()](GstPadProbeInfo* info) {
                             return state->onSound(pad, info);
                         });
    const auto retransmitter = firstMadeBy("rtprtxsend", webrtcbin);
    if (!retransmitter)
        return; // of another version: neither repeats nor reports; the rest works
    repeats_ = padOf(retransmitter.get(), "src");
    probes_.emplace_back(repeats_, GST_PAD_PROBE_TYPE_BUFFER,
                         [state = state_](GstPadProbeInfo* info) {
                             return state->onPacket(GST_PAD_PROBE_INFO_BUFFER(info));
                         });
    auto report = loop.bind(lifetime_, std::move(arrived));
    probes_.emplace_back(repeats_, GST_PAD_PROBE_TYPE_EVENT_UPSTREAM,
                         [state = state_, report, pad = repeats_.get()](GstPadProbeInfo* info) {
                             const auto* event =
                                 gst_event_get_structure(GST_PAD_PROBE_INFO_EVENT(info));
                             if (event && gst_structure_has_name(event, kRequest))
                                 return state->onRequest(pad, event);
                             if (auto fates = readTransportFeedback(event))
                                 report(*std::move(fates));
                             return GST_PAD_PROBE_OK;
                         });
}

SendPath::~SendPath()
{
    state_->pacer.close();
}

void SendPath::giveUpPictures()
{
    state_->pacer.giveUp(path_.bitsPerSecond / 8 * path_.queueing.count() / 1000);
    std::lock_guard lock(state_->mutex);
    state_->givenUpTo = state_->last;
    state_->givenUpAt = Repeats::Clock::now();
}

void SendPath::setPath(const Path& path)
{
    path_ = path;
    const double factor = path.isFull  ? kFullPaceFactor
        : path.bitsPerSecond < kNarrow ? kNarrowPaceFactor
                                       : kPaceFactor;
    state_->pacer.setRate(std::max(kLeastPace, int(path.bitsPerSecond * factor)));
    std::lock_guard lock(state_->mutex);
    state_->repeats.limit({.bitsPerSecond = int(path.bitsPerSecond * kRepeatShare),
                           .roundTrip = path.roundTrip,
                           .isLossy = path.isLossy && !path.isFull});
}

void SendPath::setRedundancy(int earlier)
{
    state_->redundancy.setEarlier(earlier);
}

// A repeat is the same packet under the same number: nothing that a listener on the way did not
// see.
void SendPath::allowAgain(GstElement* webrtcbin)
{
    if (const auto encrypter = firstMadeBy("srtpenc", webrtcbin))
        g_object_set(encrypter.get(), "allow-repeat-tx", TRUE, nullptr);
}

void SendPath::probe(int bitsPerSecond, int bytes, int packets)
{
    if (!canProbe())
        return;
    const int size = int(std::clamp<std::size_t>(state_->packetBytes, 200, 1500));
    const int count = std::clamp(bytes / size, packets, kMostProbePackets);
    const std::uint32_t ssrc = state_->ssrc;
    const std::uint16_t last = state_->last;
    state_->pacer.hurry(bitsPerSecond,
                        std::chrono::milliseconds(1 + count * size * 8000LL / bitsPerSecond));
    for (int i = 0; i < count; ++i)
        gst_pad_send_event(repeats_.get(), requestOf(std::uint16_t(last - i), ssrc));
}

bool SendPath::canProbe() const
{
    return repeats_ && state_->ssrc != 0;
}

std::size_t SendPath::takeSentBytes()
{
    return state_->sentBytes.exchange(0);
}

} // namespace confab::media
