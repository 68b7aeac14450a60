// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "room/people/roster.hpp"
#include "room/picture/views.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace confab::room {

/// The WebRTC sessions of the participants: one for camera, microphone and the mix that comes back,
/// and one more while a screen is shared. Carries their SDP and candidates, and replaces a session
/// that was lost or that its client gave up.
///
/// Thread: the control thread.
class PeerSessions {
public:
    using Clock = PictureSource::Clock;

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
    /// Of these sessions, which their client says it has, those that are still good here. A client
    /// that does not say has all of them.
    static std::vector<PeerId> held(const Participant& participant,
                                    const std::optional<std::vector<std::string>>& theirs);
    /// Somebody is back with these sessions: others are replaced. A participant to whom none can be
    /// offered has `failed`. True: an offer follows.
    bool resume(Participant& participant, const std::vector<PeerId>& held);
    /// Whether anything has come from them in the last seconds.
    bool flow(const Participant& participant) const;
    /// Call a few times a second: ends what has waited long enough for its successor's picture.
    void tick(Clock::time_point now);
    /// Tells the media what somebody sends now, and whether it may be recorded.
    void update(const Participant& participant);
    /// Ends all sessions of somebody who is leaving.
    void close(const Participant& participant);

    void on(Participant& from, const wire::Answer& message);
    void on(Participant& from, const wire::Candidate& message);
    void on(Participant& from, const wire::Share& message);
    void on(Participant& from, const wire::Restart& message);

    void onOffer(const PeerId& peer, std::string sdp);
    void onCandidate(const PeerId& peer, unsigned mline, std::string text);
    void onConnected(const PeerId& peer);
    void onPictureStarted(const PeerId& peer);
    /// `code` is one of the wire's.
    void onFailed(const PeerId& peer, const std::string& code, const std::string& message);

private:
    Status start(Participant& participant, PictureSource& source, PictureSource next);
    void openCamera(Participant& participant, PictureSource next);
    void replace(Participant& participant, PictureSource& source);
    void retire(PictureSource& source);
    void endShare(Participant& participant);
    void onPicturesRefused(Participant& participant, PictureSource& source);
    void onCameraFailed(Participant& participant, bool wasLost);
    PeerId newPeer(char kind) { return kind + std::to_string(++last_); }

    RoomMedia& media_;
    const Roster& roster_;
    const Views& views_;
    Events events_;
    unsigned last_ = 0;
    Clock::time_point now_{};
};

} // namespace confab::room
