// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "config/config.hpp"
#include "link/room_link.hpp"
#include "room/entrance.hpp"
#include "room/link_quality.hpp"
#include "room/operator_desk.hpp"
#include "room/peer_sessions.hpp"
#include "room/people/chat.hpp"
#include "room/people/moderation.hpp"
#include "room/people/roster.hpp"
#include "room/picture/views.hpp"
#include "room/ports/room_media.hpp"
#include "room/recordings.hpp"
#include "room/voices.hpp"
#include "room/wishes.hpp"

#include <chrono>
#include <optional>
#include <string>

namespace confab::room {

/// A conference: lets people in and out, and takes what they say to those who decide about it.
///
/// Thread: the control thread. Time comes in by tick(); nothing here waits.
class Room : private RoomMedia::Listener {
public:
    using Clock = std::chrono::steady_clock;
    using Send = Roster::Send;

    /// The book holds the layout that the configuration names.
    Room(std::string name, const config::Config& config, layout::LayoutBook& book, RoomMedia& media,
         Send send);

    /// One message of the front.
    void handle(const link::ToRoom& message);

    /// Call a few times a second: notices pictures that stall and participants who do not come
    /// back.
    void tick(Clock::time_point now);

    /// Tells a front that has just connected who is in, and what was said.
    void introduce();

    /// True once the front has ended the room and no file is being written any more.
    bool finished() const { return ending_ && recordings_.empty(); }
    /// Ends the room as the front's End does.
    void end();

private:
    void on(const link::Join& message);
    void on(const link::FromClient& message);
    void on(const link::Gone& message);
    void on(const link::Ping& message);
    void on(const link::Restore& message);
    void on(const link::End& message);
    void on(const link::Call& message);

    void on(Participant& from, const wire::Join& message);
    void on(Participant& from, const wire::StateChange& message);
    void on(Participant& from, const wire::Record& message);
    void on(Participant& from, const wire::Chat& message);
    void on(Participant& from, const wire::Leave& message);
    void on(Participant& from, const wire::Ping& message);
    /// A wish, or about the participant's own sessions.
    template <class Message> void on(Participant& from, const Message& message);

    void onOffer(const PeerId& peer, std::string sdp) override;
    void onCandidate(const PeerId& peer, unsigned mline, std::string candidate) override;
    void onConnected(const PeerId& peer) override;
    void onPictureStarted(const PeerId& peer) override;
    void onSpeaks(const PeerId& peer) override;
    void onHeard(const std::map<PeerId, int>& levels) override;
    void onPeerFailed(const PeerId& peer, const std::string& code,
                      const std::string& message) override;
    void onRecordingPart(const std::string& id) override;
    void onRecordingEnded(const std::string& id, const std::string& reason) override;

    Moderation::Acts moderationActs();
    void resume(Participant& participant, const link::Join& message);
    bool isLost(const Participant& participant, Clock::time_point now) const;
    void remove(const std::string& participant, const char* byeReason, bool mayReturn = false);
    void announce();
    void refresh(Clock::time_point now = Clock::now());

    std::string name_;
    const config::Config& config_;
    RoomMedia& media_;
    Send send_;

    Roster roster_;
    Views views_;
    Recordings recordings_;
    PeerSessions sessions_;
    Moderation moderation_;
    Wishes wishes_;
    OperatorDesk desk_;
    Voices voices_;
    LinkQuality links_;
    Chat chat_;
    Entrance entrance_;
    unsigned recordingNews_ = 0; // that everybody has been told
    bool ending_ = false;
};

} // namespace confab::room
