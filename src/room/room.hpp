// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "config/config.hpp"
#include "protocol/room_link.hpp"
#include "room/participant.hpp"
#include "room/recordings.hpp"
#include "room/room_media.hpp"
#include "room/views.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace confab {

/// A conference: who is in, what they may do, what is shown. Decides; the media plane does.
///
/// Thread: the control thread. Time comes in by tick(); nothing here waits.
class Room {
public:
    using Clock = std::chrono::steady_clock;
    using Send = std::function<void(link::FromRoom)>;

    /// The book holds the layout that the configuration names.
    Room(std::string name, const Config& config, LayoutBook& book, RoomMedia& media, Send send);

    /// One message of the front.
    void handle(const link::ToRoom& message);

    /// Call a few times a second: notices pictures that stall and participants who do not come
    /// back.
    void tick(Clock::time_point now);

    /// Tells the front who is in; for one that has just connected.
    void announce();

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
    void on(Participant& from, const wire::Answer& message);
    void on(Participant& from, const wire::Candidate& message);
    void on(Participant& from, const wire::StateChange& message);
    void on(Participant& from, const wire::Record& message);
    void on(Participant& from, const wire::SetLayout& message);
    void on(Participant& from, const wire::Pin& message);
    void on(Participant& from, const wire::Share& message);
    void on(Participant& from, const wire::Leave& message);

    void onPictureStarted(const PeerId& peer);
    void onPeerFailed(const PeerId& peer, const std::string& code, const std::string& message);
    void onRecordingEnded(const std::string& id, const std::string& reason);

    wire::ServerMessage answerTo(const wire::Record& wish, const Participant* by);
    void resume(Participant& participant, const link::Join& message);
    void welcome(const Participant& participant);
    void openPeer(Participant& participant);
    void setRecorded(const Participant& participant);
    void endShare(Participant& participant);
    void remove(const std::string& participant, const char* byeReason);
    void refresh(Clock::time_point now = Clock::now());

    Participant* find(const std::string& id);
    Participant* findByPeer(const PeerId& peer);
    static PictureSource* sourceOf(Participant& participant, const PeerId& peer);
    void sendTo(const Participant& participant, const wire::ServerMessage& message);
    void sendToAll(const wire::ServerMessage& message);
    void refuse(const Participant& participant, wire::ErrorMessage error);

    std::string name_;
    const Config& config_;
    RoomMedia& media_;
    Send send_;

    Views::Participants participants_; // in the order of joining
    Views views_;
    Recordings recordings_;
    unsigned recordingNews_ = 0; // that everybody has been told
    bool ending_ = false;
    unsigned lastPeer_ = 0;
};

} // namespace confab
