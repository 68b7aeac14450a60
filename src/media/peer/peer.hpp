// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "config/config.hpp"
#include "media/dtls/flight_repeats.hpp"
#include "media/flow/pipeline.hpp"
#include "media/ice/announcement.hpp"
#include "media/ice/candidate.hpp"
#include "media/peer/downlink.hpp"
#include "media/peer/uplink.hpp"
#include "media/receive/repair.hpp"
#include "media/send/send_path.hpp"
#include "room/ports/peer_kind.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace confab::media {

/// One participant's WebRTC session: a pipeline with one webrtcbin that offers audio and video once
/// and is never renegotiated. A participant who needs another session gets another Peer.
///
/// Thread: the control thread, for every member and every event. webrtcbin's own threads only copy
/// values and post. Its callbacks never call webrtcbin and never wait for it: it holds locks there.
class Peer {
public:
    struct Settings {
        std::string name; ///< for logs and dot files
        room::PeerKind kind = room::PeerKind::Camera;
        int maxPixels = 0; ///< larger pictures are refused
        const Codec& picture; ///< the one that is offered
        /// Its servers have numeric addresses, and no secret: see ServerAddresses.
        const config::IceConfig& ice;
    };
    struct Events {
        std::function<void(std::string sdp)> offer;
        std::function<void(unsigned mline, std::string candidate)> candidate;
        std::function<void()> connected; ///< and the certificate is the one that was promised
        std::function<void()> pictureStarted; ///< first decoded one; see Uplink
        std::function<void()> keyframeWanted; ///< PLI or FIR
        std::function<void(std::vector<PacketFate>)> arrived; ///< see SendPath
        std::function<void(std::string code, std::string message)> failed; ///< once
    };

    /// Starts negotiating. Errc::Media: an element is missing. Unavailable: the process may not
    /// open as many files as it takes.
    static Result<std::unique_ptr<Peer>> create(const Loop& loop, const TimeBase& time,
                                                const PipelineTexts& texts,
                                                const Settings& settings, Events events);
    ~Peer();
    Peer(const Peer&) = delete;
    Peer& operator=(const Peer&) = delete;

    /// Errc::InvalidArgument if it cannot be used; then the session is of no use any more.
    Status setAnswer(const std::string& sdp);
    /// Before or after the answer. Those that need not be tried, and all after the 32nd, are
    /// dropped in silence. Errc::InvalidArgument if it is not one.
    Status addCandidate(unsigned mline, const std::string& candidate);

    /// Whether the answer takes pictures, either way. If not, the session has sound alone.
    bool takesPictures() const { return takesPictures_; }
    bool isConnected() const { return state_ == State::Connected; }
    Uplink& uplink() { return *uplink_; }
    const Uplink& uplink() const { return *uplink_; }
    /// Of what it sends.
    Repair& repair() { return repair_; }
    /// Null for a screen: nothing is sent back.
    Downlink* downlink() { return downlink_.get(); }
    /// Fits what is repaired, and how long pictures are held for it; call it once a second. 0: the
    /// round trip is not known.
    void fitRepair(std::chrono::milliseconds roundTrip);
    /// Null until it is connected, and for a screen.
    SendPath* sendPath() { return sendPath_.get(); }

private:
    enum class State { Offering, Offered, Answered, Connected, Failed };

    Peer(const Loop& loop, const TimeBase& time, const PipelineTexts& texts,
         const Settings& settings, GRef<GstElement> webrtcbin, Events events);

    Status buildDownlink(const PipelineTexts& texts, bool observer);
    void addTransceiver(const char* pad, const GRef<GstPad>& source, const Codec& codec,
                        bool observer);
    void addReceiver(const Codec& codec);
    void watch();
    void makeOffer();
    void onOfferMade(const std::string& sdp);
    void onConnectionState(int state);
    void onConnected();
    void onPad(const HeldPad& pad);
    std::string remoteCertificate() const;
    void fail(const std::string& code, const std::string& message);
    void setState(State state);

    struct QueuedCandidate {
        unsigned mline;
        std::string text;
    };

    const Loop loop_;
    const int maxPixels_; // of a picture that is taken
    const Codec& picture_;
    Events events_;
    Pipeline pipeline_;
    GRef<GstElement> webrtcbin_;
    Repair repair_;
    std::unique_ptr<Uplink> uplink_;
    std::unique_ptr<Downlink> downlink_;
    std::unique_ptr<SendPath> sendPath_; // goes before the pipeline: frees its waiting threads
    FlightRepeats handshake_; // while it goes on
    State state_ = State::Offering;
    bool takesPictures_ = true;
    bool takesRed_ = false; // redundant sound
    std::vector<std::string> promisedFingerprints_;
    const Announcement announcement_;
    RemoteCandidates remoteCandidates_;
    std::vector<QueuedCandidate> candidates_; // until the answer is there
    std::vector<HeldPad> pads_; // until the certificate has been compared
    std::vector<Signal> signals_;
    Timer placeless_; // until there is a candidate of ours
    Timer feedback_; // until it is paced
    Lifetime lifetime_;
};

} // namespace confab::media
