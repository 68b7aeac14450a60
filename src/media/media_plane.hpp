// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/loop.hpp"
#include "config/config.hpp"
#include "media/audio/mix.hpp"
#include "media/distribution.hpp"
#include "media/flow/pipeline_texts.hpp"
#include "media/flow/time_base.hpp"
#include "media/ice/server_addresses.hpp"
#include "media/peer/peer.hpp"
#include "media/record/running_recordings.hpp"
#include "media/send/bandwidth.hpp"
#include "media/video/compose/view.hpp"
#include "room/ports/room_media.hpp"

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <string>

namespace confab::media {

/// All the media of one room: connects its peers, its views, its mix and its recorder. Each is a
/// pipeline of its own, all on one clock. It knows no participants and decides nothing.
///
/// Thread: the control thread.
class MediaPlane : public room::RoomMedia {
public:
    /// `failed`: a view or the mix has ended; the room cannot go on.
    static Result<std::unique_ptr<MediaPlane>>
    create(const Loop& loop, const config::Config& config, std::function<void(std::string)> failed);
    ~MediaPlane() override;

    /// Where it is written, from any thread, when something last came from a peer (CLOCK_MONOTONIC,
    /// microseconds). Before the first peer.
    void reportArrivals(std::shared_ptr<std::atomic<std::int64_t>> heardUs)
    {
        heardUs_ = std::move(heardUs);
    }

    void listen(Listener& listener) override;
    std::vector<std::string> pictureCodecs() const override;
    Status addPeer(const room::PeerId& peer, const NewPeer& what) override;
    void removePeer(const room::PeerId& peer) override;
    Result<Answered> answer(const room::PeerId& peer, const std::string& sdp) override;
    Status addCandidate(const room::PeerId& peer, unsigned mline, const std::string& text) override;
    void setUplink(const room::PeerId& peer, bool audio, bool video) override;
    Activity activity(const room::PeerId& peer) const override;
    Status openView(const std::string& view, layout::Size canvas) override;
    void closeView(const std::string& view) override;
    void setView(const room::PeerId& peer, const std::string& view) override;
    void show(const std::string& view, const room::Picture& picture) override;
    std::optional<room::LinkState> link(const room::PeerId& peer) const override;
    void takeSnapshot(const std::string& view, Taken taken) override;
    Result<std::string> startRecording(const room::RecordingPlan& plan) override;
    void stopRecording(const std::string& id) override;
    void pauseRecording(const std::string& id, bool on) override;
    void setRecordingView(const std::string& id, const std::string& view) override;
    void setRecorded(const room::PeerId& peer, bool recorded) override;
    void noteInRecording(const std::string& id, const archive::Note& note) override;
    RecordingPlace recordingPlace(const std::string& id) const override;

private:
    /// A session and what it receives.
    struct Member {
        std::unique_ptr<Peer> peer;
        room::PeerKind kind;
        std::string participant;
        std::string view;
        std::unique_ptr<Bandwidth> bandwidth; // null: receives nothing yet
        bool isRecorded = true;
    };

    /// A view and who receives it.
    struct Shown {
        std::unique_ptr<View> view;
        std::unique_ptr<Distribution> distribution;
    };

    MediaPlane(const Loop& loop, const config::Config& config,
               std::function<void(std::string)> failed);

    config::IceConfig iceFor(const room::PeerId& id) const;
    Peer& peer(const room::PeerId& id) const { return *peers_.at(id).peer; }
    Peer::Events eventsOf(const room::PeerId& id);
    void onConnected(const room::PeerId& id);
    void distribute(const room::PeerId& id, Member& member);
    void adapt();
    RunningRecordings::Events eventsOfRecordings();
    void record(const room::PeerId& id, const Member& member);

    const Loop loop_;
    const config::Config& config_;
    const PipelineTexts texts_;
    const TimeBase time_;
    const ServerAddresses iceServers_;
    const std::function<void(std::string)> failed_;
    std::shared_ptr<std::atomic<std::int64_t>> heardUs_; // null: nobody asks
    Listener* listener_ = nullptr;
    std::map<std::string, Shown> views_;
    std::unique_ptr<Mix> mix_;
    std::map<room::PeerId, Member> peers_;
    RunningRecordings recordings_; // goes before what it records
    int trims_ = 0; // of the heap, a second apart, since the last one left
    Timer nudges_, adapting_;
    Lifetime lifetime_;
};

} // namespace confab::media
