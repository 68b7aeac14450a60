// SPDX-License-Identifier: Apache-2.0
#include "bot/peer/bot_peer.hpp"

#include "media/flow/pipeline_texts.hpp"
#include "media/ice/candidate.hpp"
#include "media/ice/ice.hpp"
#include "media/ice/local_addresses.hpp"
#include "media/peer/feedback.hpp"
#include "media/peer/promise.hpp"

#include <algorithm>

namespace confab::bot {

using namespace std::chrono_literals;

namespace {

// Jitter buffer, ms: how long a lost packet is waited for; the others pass at once, and no sink is
// in sync. A browser asks for it again for longer still, before it asks for a keyframe.
constexpr unsigned kLatency = 200;
constexpr auto kStatsEvery = 2s;

/// By its caps: its transceiver is at times that of the other m-line when the offer named no SSRC
/// (1.22.0).
bool isVideo(GstPad* pad)
{
    auto caps = GRef<GstCaps>::adopt(gst_pad_get_current_caps(pad));
    if (!caps)
        caps = GRef<GstCaps>::adopt(gst_pad_query_caps(pad, nullptr));
    const char* media = gst_caps_is_any(caps.get()) || gst_caps_is_empty(caps.get())
        ? nullptr
        : gst_structure_get_string(gst_caps_get_structure(caps.get(), 0), "media");
    return media && std::string_view(media) == "video";
}

} // namespace

Result<std::unique_ptr<BotPeer>> BotPeer::create(const Loop& loop, BotPeerSetup setup,
                                                 const std::string& sdp, Events events)
{
    auto offer = parseOffer(sdp, *setup.picture);
    if (!offer)
        return offer.error();
    auto webrtc = GRef<GstElement>::sink(gst_element_factory_make("webrtcbin", nullptr));
    if (!webrtc)
        return Error{Errc::Media,
                     "GStreamer has no webrtcbin; install " + media::packageOf("webrtcbin")};
    std::unique_ptr<BotPeer> peer(new BotPeer(loop, std::move(setup), std::move(webrtc),
                                              *std::move(offer), std::move(events)));
    peer->takeOffer();
    return peer;
}

BotPeer::BotPeer(const Loop& loop, BotPeerSetup setup, GRef<GstElement> webrtc, BotOffer offer,
                 Events events)
    : loop_(loop), setup_(std::move(setup)), offer_(std::move(offer)), events_(std::move(events)),
      pipeline_(loop, setup_.player->time(), "bot",
                {.failed = [this](std::string why) { events_.failed(why); }, .ended = {}}),
      webrtc_(std::move(webrtc))
{
    g_object_set(webrtc_.get(), "bundle-policy", GST_WEBRTC_BUNDLE_POLICY_MAX_BUNDLE, "latency",
                 kLatency, nullptr);
    gst_bin_add(pipeline_.bin(), webrtc_.get());
    watchWebrtc();
    configureIce();
    pipeline_.play();
}

BotPeer::~BotPeer()
{
    feed_.reset(); // nothing may be pushed into a pipeline that stops
    signals_.clear();
}

void BotPeer::watchWebrtc()
{
    auto candidate = loop_.bind(lifetime_, [this](guint mline, std::string text) {
        events_.candidate(mline, std::move(text));
    });
    auto pad = loop_.bind(lifetime_, [this](HeldPad p) { onMedia(p); });
    auto changed = loop_.bind(lifetime_, [this] { onConnectionState(); });
    signals_.push_back(Signal::connect<void(guint, const char*)>(
        webrtc_.get(), "on-ice-candidate",
        [candidate](guint mline, const char* text) { candidate(mline, std::string(text)); }));
    signals_.push_back(Signal::connect<void(GstPad*)>(webrtc_.get(), "pad-added", [pad](GstPad* p) {
        if (GST_PAD_DIRECTION(p) == GST_PAD_SRC)
            pad(HeldPad(p));
    }));
    signals_.push_back(media::nackGaps(webrtc_.get()));
    for (const char* property : {"notify::connection-state", "notify::ice-gathering-state"})
        signals_.push_back(Signal::connect<void(GParamSpec*)>(
            webrtc_.get(), property, [changed](GParamSpec*) { changed(); }));
}

void BotPeer::configureIce()
{
    config::IceConfig config;
    if (setup_.loopback) {
        config.addresses = media::bestLocalAddresses(media::localAddresses());
        config.addresses.resize(std::min<std::size_t>(config.addresses.size(), 1));
        config.addresses.push_back("127.0.0.1");
    }
    for (const auto& server : setup_.iceServers)
        config.servers.push_back({server.urls, server.username, server.credential});
    confab::media::configureIce(webrtc_.get(), config);
}

void BotPeer::takeOffer()
{
    auto post = loop_.bind(lifetime_, [this](std::string error) { onOfferTaken(error); });
    auto taken =
        media::promiseOf([post](const GstStructure* reply) { post(media::errorIn(reply)); });
    g_signal_emit_by_name(webrtc_.get(), "set-remote-description", offer_.description.get(),
                          taken.get());
}

// webrtcbin makes the answer from the transceivers there are (1.22 makes none of its own before):
// in the order of the m-lines, each with the codec of ours that was offered for it.
void BotPeer::onOfferTaken(const std::string& error)
{
    if (!error.empty())
        return events_.failed("the offer cannot be used: " + error);
    for (const bool audio : {true, false}) {
        const auto& media = audio ? offer_.audio : offer_.video;
        const bool send =
            audio ? setup_.sendAudio && setup_.clip.audio : setup_.sendVideo && setup_.clip.video;
        if (!media)
            continue;
        if (!send)
            receiveOnly(*media);
        else if (auto sent = BotUplink::create(pipeline_, webrtc_.get(), *media, setup_.signals);
                 !sent)
            return events_.failed(sent.error().message);
        else
            (audio ? audioUplink_ : videoUplink_) = *std::move(sent);
    }
    offerTaken_ = true;
    for (const auto& [mline, candidate] : std::exchange(waiting_, {}))
        addCandidate(mline, candidate);
    answer();
}

void BotPeer::receiveOnly(const OfferedMedia& media)
{
    GRef<GstWebRTCRTPTransceiver> transceiver;
    g_signal_emit_by_name(webrtc_.get(), "add-transceiver",
                          GST_WEBRTC_RTP_TRANSCEIVER_DIRECTION_RECVONLY, media.caps.get(),
                          transceiver.out());
    g_object_set(transceiver.get(), "do-nack", gboolean(media.nack), nullptr);
}

void BotPeer::answer()
{
    auto post = loop_.bind(lifetime_, [this](std::string sdp) { onAnswer(std::move(sdp)); });
    auto answered = media::promiseOf([post](const GstStructure* reply) {
        post(media::descriptionIn(reply, "answer").value_or(""));
    });
    g_signal_emit_by_name(webrtc_.get(), "create-answer", nullptr, answered.get());
}

void BotPeer::onAnswer(std::string sdp)
{
    if (sdp.empty())
        return events_.failed("webrtcbin could not answer the offer");
    if (!offer_.video)
        sdp = withoutPictures(sdp);
    events_.answer(sdp); // before the candidates that the next line lets loose
    media::setDescription(webrtc_.get(), "set-local-description", GST_WEBRTC_SDP_TYPE_ANSWER, sdp,
                          loop_.bind(lifetime_, [this](std::string error) {
                              if (!error.empty())
                                  events_.failed("webrtcbin refused its own answer: " + error);
                          }));
}

void BotPeer::addCandidate(unsigned mline, const std::string& candidate)
{
    if (!offerTaken_)
        waiting_.emplace_back(mline, candidate);
    else if (!candidate.empty() && media::isUsableCandidate(candidate))
        g_signal_emit_by_name(webrtc_.get(), "add-ice-candidate", mline, candidate.c_str());
}

void BotPeer::onMedia(const HeldPad& pad)
{
    auto downlink = isVideo(pad.get())
        ? BotDownlink::video(pipeline_, pad, *setup_.picture, setup_.meters)
        : BotDownlink::audio(pipeline_, pad, setup_.meters);
    if (!downlink)
        return events_.failed(downlink.error().message);
    downlinks_.push_back(*std::move(downlink));
    gst_bin_recalculate_latency(pipeline_.bin());
}

void BotPeer::onConnectionState()
{
    GstWebRTCPeerConnectionState state;
    GstWebRTCICEGatheringState gathering;
    g_object_get(webrtc_.get(), "connection-state", &state, "ice-gathering-state", &gathering,
                 nullptr);
    if (gathering == GST_WEBRTC_ICE_GATHERING_STATE_COMPLETE && !std::exchange(gathered_, true))
        events_.candidate(0, "");
    if (state == GST_WEBRTC_PEER_CONNECTION_STATE_CONNECTED && !feed_)
        start();
    else if (state == GST_WEBRTC_PEER_CONNECTION_STATE_FAILED)
        events_.failed("the media connection failed (ICE or DTLS)");
}

void BotPeer::start()
{
    feedback_ = media::paceFeedback(loop_, webrtc_);
    // Parts were added: without it rtpsession sends no usable sender reports.
    gst_bin_recalculate_latency(pipeline_.bin());
    setup_.signals->keyframeWanted = true;
    feed_.emplace(*setup_.player, setup_.clip, setup_.phase, videoUplink_.source(),
                  audioUplink_.source(), setup_.signals);
    statsTimer_ = Timer::every(loop_, kStatsEvery, [this] { askStats(); });
    events_.connected();
}

void BotPeer::askStats()
{
    auto post = loop_.bind(lifetime_, [this](PacketLoss loss) { loss_ = loss; });
    auto stats = media::promiseOf([post](const GstStructure* reply) { post(packetLoss(reply)); });
    g_signal_emit_by_name(webrtc_.get(), "get-stats", nullptr, stats.get());
}

void BotPeer::setVideoActive(bool active)
{
    if (feed_ && videoUplink_.source())
        feed_->setVideoActive(active);
}

} // namespace confab::bot
