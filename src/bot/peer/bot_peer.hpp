// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/loop.hpp"
#include "bot/clip/clip_player.hpp"
#include "bot/meter/packet_loss.hpp"
#include "bot/peer/bot_downlink.hpp"
#include "bot/peer/bot_offer.hpp"
#include "bot/peer/bot_uplink.hpp"
#include "media/flow/pipeline.hpp"
#include "wire/wire.hpp"

#include <functional>
#include <optional>
#include <vector>

namespace confab::bot {

/// What a peer sends, which meters look at what it receives, and how it finds the server.
struct BotPeerSetup {
    ClipPlayer* player = nullptr; ///< outlives the peer
    Clip clip;
    std::chrono::nanoseconds phase{}; ///< see ClipFeed
    bool sendAudio = true, sendVideo = true;
    const media::Codec* picture = &media::pictureCodec(); ///< the one it can
    /// The server is on this machine. It listens on loopback alone, or has one of the machine's
    /// addresses: ICE tries both.
    bool loopback = false;
    std::vector<wire::IceServer> iceServers;
    std::shared_ptr<FeedSignals> signals = std::make_shared<FeedSignals>();
    BotMeters meters;
};

/// One WebRTC session that answers the server's offer: a pipeline with a webrtcbin.
///
/// Thread: the loop's, events too. Destroying it stops everything, within some 10 ms.
class BotPeer {
public:
    struct Events {
        std::function<void(std::string sdp)> answer;
        std::function<void(unsigned mline, std::string)> candidate; ///< "" at the end
        std::function<void()> connected; ///< once: DTLS is up, and the clip plays
        std::function<void(std::string)> failed; ///< not a place to destroy the peer
    };

    static Result<std::unique_ptr<BotPeer>> create(const Loop& loop, BotPeerSetup setup,
                                                   const std::string& offer, Events events);
    ~BotPeer();
    BotPeer(const BotPeer&) = delete;
    BotPeer& operator=(const BotPeer&) = delete;

    /// A candidate that comes before the offer was taken in is kept until then. Names under .local
    /// are ignored.
    void addCandidate(unsigned mline, const std::string& candidate);
    void setVideoActive(bool active);
    /// As of at most two seconds ago.
    PacketLoss loss() const { return loss_; }

private:
    BotPeer(const Loop& loop, BotPeerSetup setup, GRef<GstElement> webrtc, BotOffer offer,
            Events events);

    void watchWebrtc();
    void configureIce();
    void takeOffer();
    void onOfferTaken(const std::string& error);
    void answer();
    void onAnswer(std::string sdp);
    void receiveOnly(const OfferedMedia& media);
    void onMedia(const HeldPad& pad);
    void onConnectionState();
    void start();
    void askStats();

    Loop loop_;
    BotPeerSetup setup_;
    BotOffer offer_;
    Events events_;
    media::Pipeline pipeline_;
    GRef<GstElement> webrtc_;
    bool offerTaken_ = false, gathered_ = false;
    std::vector<std::pair<unsigned, std::string>> waiting_; // candidates
    PacketLoss loss_;
    std::vector<Signal> signals_;
    std::vector<BotDownlink> downlinks_;
    BotUplink videoUplink_, audioUplink_; // empty: not sent
    std::optional<ClipFeed> feed_; // from connected on
    Timer statsTimer_, feedback_;
    Lifetime lifetime_;
};

} // namespace confab::bot
