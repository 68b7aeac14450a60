// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/loop.hpp"
#include "base/gst/gst_ref.hpp"
#include "bot/peer/bot_downlink.hpp"
#include "bot/peer/bot_offer.hpp"
#include "media/flow/pipeline.hpp"
#include "media/flow/pipeline_texts.hpp"
#include "media/ice/ice.hpp"
#include "media/peer/feedback.hpp"
#include "media/peer/promise.hpp"
#include "wire/wire_json.hpp"

#include <gst/rtp/rtp.h>
#include <libsoup/soup.h>
#include <nlohmann/json.hpp>
#include <spdlog/fmt/fmt.h>

#include <atomic>

namespace confab::test {

/// The server's side of one WebRTC session: offers audio and video, sends a flat picture and a
/// tone, and measures what the bot sends. Thread: the loop's.
class FakePeer {
public:
    FakePeer(const Loop& loop, const media::TimeBase& time, const bot::BotIdentity& shown,
             std::function<void(const wire::ServerMessage&)> send)
        : loop_(loop), send_(std::move(send)),
          pipeline_(loop, time, "fake-mcu", {.failed = [](std::string) {}, .ended = {}})
    {
        g_object_set(webrtc_.get(), "bundle-policy", GST_WEBRTC_BUNDLE_POLICY_MAX_BUNDLE, "latency",
                     40u, nullptr);
        gst_bin_add(pipeline_.bin(), webrtc_.get());
        sendFrom(soundOf(shown), "sink_0");
        sendFrom(pictureOf(shown), "sink_1");
        meters.tiles = std::make_shared<bot::TileWatch>();
        meters.tones = std::make_shared<bot::ToneMeter>();
        meters.tiles->setLayout({"main", "grid", 100, 100, {{"bot", "camera", 0, 0, 100, 100}}});
        stayOnLoopback();
        watch();
        pipeline_.play();
        offer();
    }
    ~FakePeer() { signals_.clear(); }

    void onAnswer(const std::string& sdp)
    {
        answer = sdp;
        GstSDPMessage* message = nullptr;
        gst_sdp_message_new_from_text(sdp.c_str(), &message);
        const media::SessionDescription remote(
            gst_webrtc_session_description_new(GST_WEBRTC_SDP_TYPE_ANSWER, message));
        g_signal_emit_by_name(webrtc_.get(), "set-remote-description", remote.get(), nullptr);
    }
    void onCandidate(const wire::Candidate& c)
    {
        if (!c.candidate.empty())
            g_signal_emit_by_name(webrtc_.get(), "add-ice-candidate", c.mline, c.candidate.c_str());
    }
    /// Sends a PLI.
    void askKeyframe()
    {
        gst_pad_send_event(videoPad_.get(),
                           gst_event_new_custom(GST_EVENT_CUSTOM_UPSTREAM,
                                                gst_structure_new_empty("GstForceKeyUnit")));
    }

    bot::BotMeters meters; ///< of what the bot sends
    std::string answer;
    std::shared_ptr<std::atomic<int>> audioLevel = std::make_shared<std::atomic<int>>(-1);

private:
    static std::string soundOf(const bot::BotIdentity& shown)
    {
        return fmt::format(
            "audiotestsrc is-live=true volume=0.1 freq={} ! audio/x-raw,rate=48000,channels=1 ! "
            "opusenc ! rtpopuspay auto-header-extension=false ! "
            "capsfilter caps=application/x-rtp,media=audio,encoding-name=OPUS,payload=111",
            shown.toneHz);
    }
    static std::string pictureOf(const bot::BotIdentity& shown)
    {
        return fmt::format(
            "videotestsrc is-live=true pattern=solid-color foreground-color={} ! "
            "video/x-raw,format=I420,width=320,height=180,framerate=30/1 ! "
            "vp8enc deadline=1 keyframe-max-dist=15 ! rtpvp8pay picture-id-mode=2 ! "
            "capsfilter caps=application/x-rtp,media=video,encoding-name=VP8,payload=96",
            (0xffu << 24) + (unsigned(shown.rgb.r) << 16) + (unsigned(shown.rgb.g) << 8)
                + unsigned(shown.rgb.b));
    }
    void sendFrom(const std::string& text, const char* sink)
    {
        const auto bin = *media::PipelineTexts::parse("source", text);
        gst_bin_add(pipeline_.bin(), bin.get());
        gst_element_link_pads(bin.get(), "src", webrtc_.get(), sink);
    }
    void stayOnLoopback()
    {
        config::IceConfig ice;
        ice.addresses = {"127.0.0.1"};
        media::configureIce(webrtc_.get(), ice); // without UPnP, whose hash table threads spoil
        for (int i = 0; i < 2; ++i) {
            GRef<GstWebRTCRTPTransceiver> t;
            g_signal_emit_by_name(webrtc_.get(), "get-transceiver", i, t.out());
            auto caps = GRef<GstCaps>::adopt(gst_caps_from_string(preference(i)));
            g_object_set(t.get(), "do-nack", TRUE, "codec-preferences", caps.get(), nullptr);
        }
    }
    static const char* preference(int mline)
    {
        return mline == 0 ? "application/x-rtp,media=audio,encoding-name=OPUS,payload=111,"
                            "clock-rate=48000,"
                            "extmap-1=(string)urn:ietf:params:rtp-hdrext:ssrc-audio-level,"
                            "extmap-3=(string)\"http://www.ietf.org/id/"
                            "draft-holmer-rmcat-transport-wide-cc-extensions-01\""
                          : "application/x-rtp,media=video,encoding-name=VP8,payload=96,"
                            "clock-rate=90000,extmap-3=(string)\"http://www.ietf.org/id/"
                            "draft-holmer-rmcat-transport-wide-cc-extensions-01\"";
    }
    void watch()
    {
        auto candidate = loop_.bind(lifetime_, [this](guint mline, std::string text) {
            send_(wire::Candidate{"k1", mline, text});
        });
        auto pad = loop_.bind(lifetime_, [this](HeldPad p) { onMedia(p); });
        signals_.push_back(Signal::connect<void(guint, const char*)>(
            webrtc_.get(), "on-ice-candidate",
            [candidate](guint mline, const char* text) { candidate(mline, std::string(text)); }));
        signals_.push_back(
            Signal::connect<void(GstPad*)>(webrtc_.get(), "pad-added", [pad](GstPad* p) {
                if (GST_PAD_DIRECTION(p) == GST_PAD_SRC)
                    pad(HeldPad(p));
            }));
    }
    void offer()
    {
        auto post = loop_.bind(lifetime_, [this](std::string sdp) { onOffer(sdp); });
        auto offered = media::promiseOf([post](const GstStructure* reply) {
            GstWebRTCSessionDescription* raw = nullptr;
            gst_structure_get(reply, "offer", GST_TYPE_WEBRTC_SESSION_DESCRIPTION, &raw, nullptr);
            const media::SessionDescription description(raw);
            const GCharPtr text(gst_sdp_message_as_text(raw->sdp));
            post(std::string(text.get()));
        });
        g_signal_emit_by_name(webrtc_.get(), "create-offer", nullptr, offered.get());
    }
    void onOffer(const std::string& sdp)
    {
        auto parsed = bot::parseOffer(sdp, media::pictureCodec());
        send_(wire::Offer{"k1", "camera", "", sdp});
        g_signal_emit_by_name(webrtc_.get(), "set-local-description", parsed->description.get(),
                              nullptr);
    }
    void onMedia(const HeldPad& pad)
    {
        auto caps = GRef<GstCaps>::adopt(gst_pad_get_current_caps(pad.get()));
        const std::string media =
            gst_structure_get_string(gst_caps_get_structure(caps.get(), 0), "media");
        feedback_ = media::paceFeedback(loop_, webrtc_);
        if (media == "video")
            videoPad_ = GRef<GstPad>::share(pad.get());
        else
            levelProbe_ = PadProbe(GRef<GstPad>::share(pad.get()), GST_PAD_PROBE_TYPE_BUFFER,
                                   [level = audioLevel](GstPadProbeInfo* info) {
                                       readLevel(GST_PAD_PROBE_INFO_BUFFER(info), *level);
                                       return GST_PAD_PROBE_OK;
                                   });
        downlinks_.push_back(*(media == "video" ? bot::BotDownlink::video(
                                   pipeline_, pad, media::pictureCodec(), meters)
                                                : bot::BotDownlink::audio(pipeline_, pad, meters)));
    }
    static void readLevel(GstBuffer* buffer, std::atomic<int>& level)
    {
        GstRTPBuffer rtp = GST_RTP_BUFFER_INIT;
        gpointer data = nullptr;
        guint size = 0;
        if (!gst_rtp_buffer_map(buffer, GST_MAP_READ, &rtp))
            return;
        if (gst_rtp_buffer_get_extension_onebyte_header(&rtp, 1, 0, &data, &size))
            level = *static_cast<guint8*>(data);
        gst_rtp_buffer_unmap(&rtp);
    }

    Loop loop_;
    std::function<void(const wire::ServerMessage&)> send_;
    media::Pipeline pipeline_;
    GRef<GstElement> webrtc_ =
        GRef<GstElement>::sink(gst_element_factory_make("webrtcbin", nullptr));
    GRef<GstPad> videoPad_;
    std::vector<Signal> signals_;
    std::vector<bot::BotDownlink> downlinks_;
    PadProbe levelProbe_;
    Timer feedback_;
    Lifetime lifetime_;
};

/// Speaks doc/wire.md for one client at a time, with one FakePeer. Thread: the loop's, which is the
/// thread-default context.
class FakeMcu {
public:
    explicit FakeMcu(const Loop& loop) : loop_(loop)
    {
        soup_server_add_websocket_handler(
            server_.get(), "/ws", nullptr, nullptr,
            [](SoupServer*, SoupServerMessage*, const char*, SoupWebsocketConnection* c,
               gpointer self) { static_cast<FakeMcu*>(self)->onConnection(c); },
            this, nullptr);
        GErrorOut error;
        soup_server_listen_local(server_.get(), 0, SOUP_SERVER_LISTEN_IPV4_ONLY, error);
    }
    ~FakeMcu() { soup_server_disconnect(server_.get()); }

    std::string url() const
    {
        GSList* uris = soup_server_get_uris(server_.get());
        const int port = g_uri_get_port(static_cast<GUri*>(uris->data));
        g_slist_free_full(uris, [](gpointer u) { g_uri_unref(static_cast<GUri*>(u)); });
        return "http://127.0.0.1:" + std::to_string(port);
    }
    void send(const wire::ServerMessage& message)
    {
        if (connection_
            && soup_websocket_connection_get_state(connection_.get()) == SOUP_WEBSOCKET_STATE_OPEN)
            soup_websocket_connection_send_text(connection_.get(),
                                                wire::toText(wire::toJson(message)).c_str());
    }
    /// As a front does whose room died.
    void restartRoom()
    {
        peer.reset();
        send(wire::Bye{"room-restarted"});
        soup_websocket_connection_close(connection_.get(), 1000, nullptr);
    }

    media::TimeBase time;
    std::unique_ptr<FakePeer> peer;
    std::vector<wire::Join> joins;
    int leaves = 0;
    bool full = false; ///< refuse joins
    int shown = 3; ///< identity of the picture and the tone it sends

private:
    void onConnection(SoupWebsocketConnection* connection)
    {
        connection_ = GRef<SoupWebsocketConnection>::share(connection);
        onMessage_ =
            Signal::connect<void(int, GBytes*)>(connection, "message", [this](int, GBytes* bytes) {
                gsize size = 0;
                const auto* text = static_cast<const char*>(g_bytes_get_data(bytes, &size));
                auto parsed = wire::parseClient(std::string_view(text, size));
                if (auto* message = std::get_if<wire::ClientMessage>(&parsed))
                    std::visit([this](const auto& m) { on(m); }, *message);
            });
    }
    void on(const wire::Join& join)
    {
        joins.push_back(join);
        if (full)
            return send(wire::ErrorMessage{"room.full", "the room is full", "join"});
        wire::Joined joined{.participant = "p1", .resume = "secret", .room = join.room};
        joined.layout = {"main", "grid", 320, 180, {{"p1", "camera", 0, 0, 320, 180}}};
        send(joined);
        peer = std::make_unique<FakePeer>(loop_, time, bot::botIdentity(shown),
                                          [this](const wire::ServerMessage& m) { send(m); });
    }
    void on(const wire::Answer& m) { peer->onAnswer(m.sdp); }
    void on(const wire::Candidate& m)
    {
        if (peer)
            peer->onCandidate(m);
    }
    void on(const wire::Leave&)
    {
        ++leaves;
        peer.reset();
        send(wire::Bye{"left"});
        soup_websocket_connection_close(connection_.get(), 1000, nullptr);
    }
    template <class T> void on(const T&) { }

    Loop loop_;
    GRef<SoupServer> server_ = GRef<SoupServer>::adopt(soup_server_new(nullptr, nullptr));
    GRef<SoupWebsocketConnection> connection_;
    Signal onMessage_;
};

} // namespace confab::test
