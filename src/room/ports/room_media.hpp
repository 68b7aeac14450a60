// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "room/ports/link_state.hpp"
#include "room/ports/peer_kind.hpp"
#include "room/ports/recording_media.hpp"
#include "room/ports/view_media.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace confab::room {

/// What a room asks of its media plane, and what it hears from it. The real one is MediaPlane;
/// tests have one without an element. Thread: the control thread, both ways; no event comes from
/// inside a call.
class RoomMedia : public ViewMedia, public RecordingMedia {
public:
    /// Who hears of what happens to the sessions, the voices and the recordings.
    class Listener {
    public:
        virtual ~Listener() = default;

        virtual void onOffer(const PeerId& peer, std::string sdp) = 0;
        virtual void onCandidate(const PeerId& peer, unsigned mline, std::string candidate) = 0;
        /// Media can flow both ways from now on. Once.
        virtual void onConnected(const PeerId& peer) = 0;
        /// The first decoded picture since the peer came or its camera was switched on.
        virtual void onPictureStarted(const PeerId& peer) = 0;
        /// Whose voice is the loudest now, by the peer; empty: nobody speaks.
        virtual void onSpeaks(const PeerId& peer) = 0;
        /// How loud those were who were heard in the last quarter of a second, in dBov (-127 to
        /// 0); four times a second while there are any, and once with none.
        virtual void onHeard(const std::map<PeerId, int>& levels) = 0;
        /// The peer is of no use any more; remove it. `code` is one of the wire's.
        virtual void onPeerFailed(const PeerId& peer, const std::string& code,
                                  const std::string& message) = 0;
        /// Something failed and the recording goes on in another file: who is in the room wants
        /// noting anew.
        virtual void onRecordingPart(const std::string& id) = 0;
        /// The file is whole, unless `reason` says why it ended early. Once for each recording.
        virtual void onRecordingEnded(const std::string& id, const std::string& reason) = 0;
    };

    /// Once, before anything else. Borrowed.
    virtual void listen(Listener& listener) = 0;

    /// What pictures can be encoded with, by name, for people. A session is offered one of them.
    virtual std::vector<std::string> pictureCodecs() const = 0;

    /// `participant`: whose it is; what its tracks are called. `codec`: of pictureCodecs().
    struct NewPeer {
        PeerKind kind = PeerKind::Camera;
        std::string participant;
        std::size_t codec = 0;
    };
    /// The offer follows.
    virtual Status addPeer(const PeerId& peer, const NewPeer& what) = 0;
    virtual void removePeer(const PeerId& peer) = 0;
    enum class Answered { Whole, SoundOnly };
    /// SoundOnly: it takes no pictures of the codec it was offered.
    virtual Result<Answered> answer(const PeerId& peer, const std::string& sdp) = 0;
    virtual Status addCandidate(const PeerId& peer, unsigned mline, const std::string& text) = 0;

    /// Nothing: it is not connected, or receives nothing.
    virtual std::optional<LinkState> link(const PeerId& peer) const = 0;

    /// What a view shows now, as a JPEG of at most 640 pixels each way. `taken` follows once,
    /// unless the view closes first.
    using Taken = std::function<void(const Result<std::string>& jpeg)>;
    virtual void takeSnapshot(const std::string& view, Taken taken) = 0;
};

} // namespace confab::room
