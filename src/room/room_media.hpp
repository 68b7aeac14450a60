// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "room/picture.hpp"
#include "room/recording_plan.hpp"

#include <nlohmann/json.hpp>

#include <chrono>
#include <functional>
#include <map>
#include <string>

namespace confab {

/// What a room asks of its media plane, and what it hears from it. The real one is MediaPlane;
/// tests have one without an element. Thread: the control thread, both ways; no event comes from
/// inside a call.
class RoomMedia {
public:
    struct Events {
        std::function<void(PeerId, std::string sdp)> offer;
        std::function<void(PeerId, unsigned mline, std::string candidate)> candidate;
        /// The first decoded picture since the peer came or its camera was switched on.
        std::function<void(PeerId)> pictureStarted;
        /// Whose voice is the loudest now, by the peer; empty: nobody speaks.
        std::function<void(PeerId)> speaks;
        /// How loud those were who were heard in the last quarter of a second, in dBov (-127 to
        /// 0); four times a second while there are any, and once with none.
        std::function<void(std::map<PeerId, int>)> heard;
        /// The peer is of no use any more; remove it. `code` is one of the wire's.
        std::function<void(PeerId, std::string code, std::string message)> failed;
        /// Something failed and the recording goes on in another file: who is in the room wants
        /// noting anew.
        std::function<void(std::string id)> recordingPart;
        /// The file is whole, unless `reason` says why it ended early. Once for each recording.
        std::function<void(std::string id, std::string reason)> recordingEnded;
    };

    /// How long ago something came from a peer; max() if it never did.
    struct Activity {
        std::chrono::milliseconds sinceMedia = std::chrono::milliseconds::max(); ///< any RTP
        std::chrono::milliseconds sincePicture = std::chrono::milliseconds::max(); ///< decoded
        Size picture; ///< of the last one; 0 before the first
    };

    virtual ~RoomMedia() = default;

    /// Once, before anything else.
    virtual void listen(Events events) = 0;

    enum class PeerKind {
        Camera, ///< sends and receives
        Observer, ///< receives only
        Screen, ///< sends a picture only
    };

    /// An `offer` event follows. `participant`, whose it is: what its tracks are called.
    virtual Status addPeer(const PeerId& peer, PeerKind kind, const std::string& participant) = 0;
    virtual void removePeer(const PeerId& peer) = 0;
    virtual Status answer(const PeerId& peer, const std::string& sdp) = 0;
    virtual Status addCandidate(const PeerId& peer, unsigned mline, const std::string& text) = 0;

    /// What the participant says that it sends; the rest is neither decoded nor mixed.
    virtual void setUplink(const PeerId& peer, bool audio, bool video) = 0;
    virtual Activity activity(const PeerId& peer) const = 0;

    /// Begins composing a view, or ends it; "main" is always there. An empty canvas is the
    /// configuration's. Errc::Media if it cannot be.
    virtual Status openView(const std::string& view, Size canvas) = 0;
    virtual void closeView(const std::string& view) = 0;
    /// Which view a peer receives; "main" at first.
    virtual void setView(const PeerId& peer, const std::string& view) = 0;
    /// All of a view's picture: peers that are left out are not shown.
    virtual void show(const std::string& view, const Picture& picture) = 0;

    /// What a view shows now, as a JPEG of at most 640 pixels each way. `taken` follows once,
    /// unless the view closes first.
    using Taken = std::function<void(const Result<std::string>& jpeg)>;
    virtual void takeSnapshot(const std::string& view, Taken taken) = 0;

    /// Where a recording is now.
    struct RecordingPlace {
        int part = 0; ///< 1, 2 …; 0: there is no such recording
        double seconds = 0; ///< in the part's file
    };

    /// Starts a recording; its id, made here, or why not (Errc::Unavailable).
    virtual Result<std::string> startRecording(const RecordingPlan& plan) = 0;
    /// Ends it; `recordingEnded` follows.
    virtual void stopRecording(const std::string& id) = 0;
    virtual void pauseRecording(const std::string& id, bool on) = 0;
    /// It takes the frames of that view from its next keyframe on.
    virtual void setRecordingView(const std::string& id, const std::string& view) = 0;
    /// Into its journal (doc/recordings.md), with the place in the file and the time of day.
    virtual void noteInRecording(const std::string& id, const nlohmann::json& event) = 0;
    virtual RecordingPlace recordingPlace(const std::string& id) const = 0;
};

} // namespace confab
