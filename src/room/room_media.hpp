// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "layout/grid.hpp"

#include <chrono>
#include <functional>
#include <string>
#include <vector>

namespace confab {

/// Names one WebRTC session within a room.
using PeerId = std::string;

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
        /// The peer is of no use any more; remove it. `code` is one of the wire's.
        std::function<void(PeerId, std::string code, std::string message)> failed;
        /// The file is whole, unless `error` says why it ended early. Once for each recording.
        std::function<void(std::string file, std::string error)> recordingEnded;
    };

    struct Placement {
        PeerId peer;
        Rect rect; ///< pixels of the canvas, even
        bool operator==(const Placement&) const = default;
    };

    /// How long ago something came from a peer; max() if it never did.
    struct Activity {
        std::chrono::milliseconds sinceMedia = std::chrono::milliseconds::max(); ///< any RTP
        std::chrono::milliseconds sincePicture = std::chrono::milliseconds::max(); ///< decoded
    };

    virtual ~RoomMedia() = default;

    /// Once, before anything else.
    virtual void listen(Events events) = 0;

    /// An `offer` event follows. An observer's peer only receives.
    virtual Status addPeer(const PeerId& peer, bool observer) = 0;
    virtual void removePeer(const PeerId& peer) = 0;
    virtual Status answer(const PeerId& peer, const std::string& sdp) = 0;
    virtual Status addCandidate(const PeerId& peer, unsigned mline, const std::string& text) = 0;

    /// What the participant says that it sends; the rest is neither decoded nor mixed.
    virtual void setUplink(const PeerId& peer, bool audio, bool video) = 0;
    virtual Activity activity(const PeerId& peer) const = 0;

    /// The whole picture: who is where. Peers that are left out are not shown.
    virtual void show(const std::vector<Placement>& placements) = 0;

    /// Starts a recording; the file's name, made here, or why not (Errc::Unavailable).
    virtual Result<std::string> startRecording(const std::string& room) = 0;
    /// Ends it; `recordingEnded` follows.
    virtual void stopRecording() = 0;
};

} // namespace confab
