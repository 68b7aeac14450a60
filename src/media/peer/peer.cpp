// SPDX-License-Identifier: Apache-2.0
#include "media/peer/peer.hpp"

#include "base/file_limit.hpp"
#include "media/codec/codecs.hpp"
#include "media/ice/ice.hpp"
#include "media/ice/local_addresses.hpp"
#include "media/peer/feedback.hpp"
#include "media/peer/fingerprint.hpp"
#include "media/peer/formats.hpp"
#include "media/peer/promise.hpp"
#include "media/peer/sdp.hpp"

#include <gst/webrtc/webrtc.h>
#include <spdlog/spdlog.h>

#include <atomic>

namespace confab::media {

namespace {

/// The first one is an address of this machine: it is there at once, or never.
constexpr std::chrono::seconds kCandidateComes(8); // also on a machine that is very busy
constexpr const char* kNoPlace =
    "the server has no address and port left for media: the operator can allow more "
    "(ice.port_min and ice.port_max, ice.addresses)";

std::atomic<std::size_t> sessions = 0; // of this process

// GLib ends the process when there is none left. A session opens its own one by one, so what is
// open at the moment says nothing.
Status checkFiles(const config::IceConfig& ice)
{
    const auto addresses = ice.addresses.empty() ? kMaxLocalAddresses : ice.addresses.size();
    if (filesOfRoom(sessions + 1, addresses) <= fileLimit())
        return Done{};
    return Error{Errc::Unavailable,
                 "this server may not have more files open (ulimit -n), so "
                 "nobody else can be connected"};
}

} // namespace

Result<std::unique_ptr<Peer>> Peer::create(const Loop& loop, const TimeBase& time,
                                           const PipelineTexts& texts, const Settings& settings,
                                           Events events)
{
    if (const auto status = checkFiles(settings.ice); !status)
        return status.error();
    auto webrtcbin = GRef<GstElement>::sink(gst_element_factory_make("webrtcbin", nullptr));
    if (!webrtcbin)
        return Error{Errc::Media, "GStreamer has no webrtcbin; install " + packageOf("webrtcbin")};
    std::unique_ptr<Peer> peer(
        new Peer(loop, time, texts, settings, std::move(webrtcbin), std::move(events)));
    if (settings.kind == room::PeerKind::Screen) {
        peer->addReceiver(soundCodec());
        peer->addReceiver(settings.picture);
    } else if (auto status = peer->buildDownlink(texts, settings.kind == room::PeerKind::Observer);
               !status)
        return status.error();
    peer->pipeline_.play();
    peer->makeOffer();
    return peer;
}

Peer::Peer(const Loop& loop, const TimeBase& time, const PipelineTexts& texts,
           const Settings& settings, GRef<GstElement> webrtcbin, Events events)
    : loop_(loop), maxPixels_(settings.maxPixels), picture_(settings.picture),
      events_(std::move(events)),
      pipeline_(loop, time, "peer-" + settings.name,
                {.failed = [this](std::string why) { fail("peer.lost", why); }, .ended = {}}),
      webrtcbin_(std::move(webrtcbin)), repair_(loop, webrtcbin_.get()),
      announcement_(settings.ice), remoteCandidates_(settings.name)
{
    // How long a jitter buffer waits for a lost packet until Repair knows better.
    g_object_set(webrtcbin_.get(), "bundle-policy", GST_WEBRTC_BUNDLE_POLICY_MAX_BUNDLE, "latency",
                 60u, nullptr);
    gst_bin_add(pipeline_.bin(), webrtcbin_.get());
    configureIce(webrtcbin_.get(), settings.ice);
    uplink_ = std::make_unique<Uplink>(
        loop_, time, pipeline_, texts, maxPixels_,
        Uplink::Events{.pictureStarted = [this] { events_.pictureStarted(); },
                       .refused = [this](std::string why) { fail("media.refused", why); }});
    watch();
    ++sessions;
}

Peer::~Peer()
{
    --sessions;
}

Status Peer::buildDownlink(const PipelineTexts& texts, bool observer)
{
    auto downlink =
        Downlink::create(loop_, pipeline_, texts, picture_, [this] { events_.keyframeWanted(); });
    if (!downlink)
        return downlink.error();
    downlink_ = *std::move(downlink);
    addTransceiver("sink_0", downlink_->audioPad(), soundCodec(), observer);
    addTransceiver("sink_1", downlink_->videoPad(), picture_, observer);
    return Done{};
}

// Directions are fixed here, in the first offer: webrtcbin 1.22 cannot change them later. Only
// pictures are repeated: Chromium refuses an offer whose sound has a second SSRC.
void Peer::addTransceiver(const char* name, const GRef<GstPad>& source, const Codec& codec,
                          bool observer)
{
    const auto sink = GRef<GstPad>::adopt(gst_element_request_pad_simple(webrtcbin_.get(), name));
    GRef<GObject> transceiver;
    g_object_get(sink.get(), "transceiver", transceiver.out(), nullptr);
    g_object_set(transceiver.get(), "direction",
                 observer ? GST_WEBRTC_RTP_TRANSCEIVER_DIRECTION_SENDONLY
                          : GST_WEBRTC_RTP_TRANSCEIVER_DIRECTION_SENDRECV,
                 "codec-preferences", offerOf(codec, maxPixels_).get(), "do-nack",
                 codec.isPicture(), nullptr);
    gst_pad_link(source.get(), sink.get());
}

void Peer::addReceiver(const Codec& codec)
{
    GRef<GstWebRTCRTPTransceiver> transceiver;
    g_signal_emit_by_name(webrtcbin_.get(), "add-transceiver",
                          GST_WEBRTC_RTP_TRANSCEIVER_DIRECTION_RECVONLY,
                          offerOf(codec, maxPixels_).get(), transceiver.out());
    g_object_set(transceiver.get(), "do-nack", codec.isPicture(), nullptr);
}

void Peer::watch()
{
    auto candidate = loop_.bind(lifetime_, [this](unsigned mline, std::string text) {
        placeless_ = {};
        for (auto& told : announcement_.of(text))
            events_.candidate(mline, std::move(told));
    });
    signals_.push_back(Signal::connect<void(guint, const char*)>(
        webrtcbin_.get(), "on-ice-candidate",
        [candidate](guint mline, const char* text) { candidate(mline, std::string(text)); }));

    auto pad = loop_.bind(lifetime_, [this](HeldPad held) { onPad(held); });
    signals_.push_back(
        Signal::connect<void(GstPad*)>(webrtcbin_.get(), "pad-added", [pad](GstPad* added) {
            if (GST_PAD_IS_SRC(added))
                pad(HeldPad(added));
        }));

    signals_.push_back(nackGaps(webrtcbin_.get()));

    auto state = loop_.bind(lifetime_, [this](int s) { onConnectionState(s); });
    signals_.push_back(Signal::connect<void(GParamSpec*)>(
        webrtcbin_.get(), "notify::connection-state",
        [state, webrtcbin = webrtcbin_.get()](GParamSpec*) {
            GstWebRTCPeerConnectionState now;
            g_object_get(webrtcbin, "connection-state", &now, nullptr);
            state(int(now));
        }));
}

void Peer::makeOffer()
{
    auto made = loop_.bind(lifetime_, [this](std::string sdp) { onOfferMade(sdp); });
    const auto promise = promiseOf([made, webrtcbin = webrtcbin_](const GstStructure* reply) {
        if (auto sdp = descriptionIn(reply, "offer"))
            made(*sdp);
    });
    g_signal_emit_by_name(webrtcbin_.get(), "create-offer", nullptr, promise.get());
}

void Peer::onOfferMade(const std::string& sdp)
{
    setDescription(webrtcbin_.get(), "set-local-description", GST_WEBRTC_SDP_TYPE_OFFER, sdp, {});
    setState(State::Offered);
    placeless_ = Timer::once(loop_, kCandidateComes, [this] {
        spdlog::error("{}", kNoPlace);
        fail("peer.lost", kNoPlace);
    });
    const std::string offer =
        sdp::offerParameters(sdp, picture_.payloadType, picture_.textParameters);
    if (!downlink_)
        return events_.offer(offer);
    events_.offer(sdp::offerRedundancy(offer, sdp::kRedType, soundCodec().payloadType));
}

Status Peer::setAnswer(const std::string& sdp)
{
    if (state_ != State::Offered)
        return Error{Errc::InvalidArgument, "there is no offer to answer"};
    auto mended = sdp::mendAnswer(sdp, picture_.payloadType, remoteCandidates_);
    if (!mended)
        return mended.error();
    SendPath::allowAgain(webrtcbin_.get());
    takesPictures_ = sdp::takesPictures(sdp, picture_.payloadType);
    takesRed_ = sdp::takesRedundancy(sdp, sdp::kRedType);
    promisedFingerprints_ = sdp::fingerprints(*mended);
    if (promisedFingerprints_.empty())
        return Error{Errc::InvalidArgument, "the answer has no a=fingerprint:sha-256"};
    auto done = loop_.bind(lifetime_, [this](std::string error) {
        if (!error.empty())
            fail("sdp.invalid", "the answer cannot be used: " + error);
        else if (state_ == State::Answered)
            handshake_ = FlightRepeats(loop_, webrtcbin_.get());
    });
    if (!setDescription(webrtcbin_.get(), "set-remote-description", GST_WEBRTC_SDP_TYPE_ANSWER,
                        *mended, done))
        return Error{Errc::InvalidArgument, "the answer cannot be parsed"};
    setState(State::Answered);
    for (const auto& [mline, text] : std::exchange(candidates_, {}))
        g_signal_emit_by_name(webrtcbin_.get(), "add-ice-candidate", mline, text.c_str());
    return Done{};
}

Status Peer::addCandidate(unsigned mline, const std::string& candidate)
{
    if (mline > 1)
        return Error{Errc::InvalidArgument, "\"mline\" must be 0 or 1"};
    if (!candidate.empty() && !candidate.starts_with("candidate:"))
        return Error{Errc::InvalidArgument, "a candidate must begin with \"candidate:\""};
    if (!(candidate.empty() ? remoteCandidates_.admitsEnd() : remoteCandidates_.admits(candidate)))
        return Done{};
    if (state_ < State::Answered)
        candidates_.push_back({mline, candidate});
    else
        g_signal_emit_by_name(webrtcbin_.get(), "add-ice-candidate", mline, candidate.c_str());
    return Done{};
}

void Peer::fitRepair(std::chrono::milliseconds roundTrip)
{
    repair_.fit(roundTrip);
    uplink_->state().playout.setRepairs(repair_.delay());
}

void Peer::onConnectionState(int state)
{
    if (state == GST_WEBRTC_PEER_CONNECTION_STATE_CONNECTED && state_ == State::Answered)
        onConnected();
    else if (state == GST_WEBRTC_PEER_CONNECTION_STATE_FAILED)
        fail("peer.lost", "the media connection was lost");
}

void Peer::onConnected()
{
    if (!isPromisedCertificate(remoteCertificate(), promisedFingerprints_))
        return fail("media.refused",
                    "the DTLS certificate is not the one that the answer promised");
    setState(State::Connected);
    handshake_ = {};
    feedback_ = paceFeedback(loop_, webrtcbin_);
    if (downlink_) {
        sendPath_ = std::make_unique<SendPath>(
            loop_, webrtcbin_.get(),
            SendPath::Ways{.pictures = downlink_->picturePackets(), .sound = downlink_->audioPad()},
            Redundancy::Settings{.form =
                                     takesRed_ ? Redundancy::Form::Red : Redundancy::Form::Again,
                                 .redType = sdp::kRedType,
                                 .soundType = soundCodec().payloadType},
            events_.arrived);
        downlink_->onGivenUp([path = sendPath_.get()] { path->giveUpPictures(); });
    }
    signals_.push_back(hearReports(webrtcbin_.get(), uplink_->arrival()));
    events_.connected();
    for (const auto& pad : std::exchange(pads_, {}))
        onPad(pad);
}

void Peer::onPad(const HeldPad& pad)
{
    if (state_ < State::Connected)
        return pads_.push_back(pad);
    if (state_ == State::Failed)
        return;
    if (auto status = uplink_->attach(pad); !status)
        fail("media.refused", status.error().message);
}

// Both m-lines share one transport (max-bundle).
std::string Peer::remoteCertificate() const
{
    GRef<GstWebRTCRTPTransceiver> transceiver;
    g_signal_emit_by_name(webrtcbin_.get(), "get-transceiver", 0, transceiver.out());
    if (!transceiver)
        return {};
    GRef<GObject> sender, transport;
    g_object_get(transceiver.get(), "sender", sender.out(), nullptr);
    if (sender)
        g_object_get(sender.get(), "transport", transport.out(), nullptr);
    gchar* pem = nullptr;
    if (transport)
        g_object_get(transport.get(), "remote-certificate", &pem, nullptr);
    const GCharPtr owned(pem);
    return pem ? pem : "";
}

void Peer::fail(const std::string& code, const std::string& message)
{
    if (state_ == State::Failed)
        return;
    setState(State::Failed);
    pads_.clear();
    const auto failed = events_.failed;
    failed(code, message); // may destroy *this
}

void Peer::setState(State state)
{
    if (state > state_)
        state_ = state;
}

} // namespace confab::media
