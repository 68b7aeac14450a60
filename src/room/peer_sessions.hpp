// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "room/people/roster.hpp"
#include "room/picture/views.hpp"

#include <functional>
#include <string>

namespace confab::room {

/// The WebRTC sessions of the participants: one for camera, microphone and the mix that comes back,
/// and one more while a screen is shared. Carries their SDP and candidates, and replaces a session
/// that was lost.
///
/// Thread: the control thread.
class PeerSessions {
public:
    struct Events {
        std::function<void()> changed; ///< what is to be seen
        std::function<void(const std::string& participant)> failed; ///< they cannot stay
    };

    /// All borrowed.
    PeerSessions(RoomMedia& media, const Roster& roster, const Views& views, Events events)
        : media_(media), roster_(roster), views_(views), events_(std::move(events))
    {
    }

    /// Offers a session. A participant to whom it cannot be offered has `failed`.
    void open(Participant& participant);
    /// Tells the media what somebody sends now, and whether it may be recorded.
    void update(const Participant& participant);
    /// Ends all sessions of somebody who is leaving.
    void close(const Participant& participant);

    void on(Participant& from, const wire::Answer& message);
    void on(Participant& from, const wire::Candidate& message);
    void on(Participant& from, const wire::Share& message);

    void onOffer(const PeerId& peer, std::string sdp);
    void onCandidate(const PeerId& peer, unsigned mline, std::string text);
    void onPictureStarted(const PeerId& peer);
    /// `code` is one of the wire's.
    void onFailed(const PeerId& peer, const std::string& code, const std::string& message);

private:
    void endShare(Participant& participant);
    PeerId newPeer(char kind) { return kind + std::to_string(++last_); }

    RoomMedia& media_;
    const Roster& roster_;
    const Views& views_;
    Events events_;
    unsigned last_ = 0;
};

} // namespace confab::room
