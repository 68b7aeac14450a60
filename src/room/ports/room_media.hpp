// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "room/ports/recording_media.hpp"
#include "room/ports/view_media.hpp"

#include <functional>
#include <map>
#include <string>

namespace confab::room {

/// What a room asks of its media plane, and what it hears from it. The real one is MediaPlane;
/// tests have one without an element. Thread: the control thread, both ways; no event comes from
/// inside a call.
class RoomMedia : public ViewMedia, public RecordingMedia {
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

    /// What a view shows now, as a JPEG of at most 640 pixels each way. `taken` follows once,
    /// unless the view closes first.
    using Taken = std::function<void(const Result<std::string>& jpeg)>;
    virtual void takeSnapshot(const std::string& view, Taken taken) = 0;
};

} // namespace confab::room
