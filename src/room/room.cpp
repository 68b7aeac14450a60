// SPDX-License-Identifier: Apache-2.0
#include "room/room.hpp"

#include "protocol/wire_json.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

namespace confab {

using namespace std::chrono_literals;

namespace {

constexpr auto kStall = 5s; // a picture that stood still for so long loses its tile
constexpr auto kSilence = 3s; // gone without a goodbye, and no media for so long: gone for good
constexpr auto kMaxAway = 30s; // how long media alone keeps a participant whose signalling is gone
constexpr int kMaxCandidates = 32;
constexpr int kMaxPeerFailures = 3;

std::vector<wire::IceServer> iceServersOf(const IceConfig& config)
{
    std::vector<wire::IceServer> servers;
    for (const auto& s : config.servers)
        servers.push_back({s.urls, s.username, s.credential});
    return servers;
}

// Roughly what VP8 needs for a face at that size: 0.08 bit a pixel (640x360@30: 550 kbit/s).
int kbpsFor(const Rect& rect, int fps)
{
    return std::clamp(int(0.08 * rect.width * rect.height * fps / 1000), 150, 2500);
}

} // namespace

Room::Room(std::string name, const Config& config, RoomMedia& media, Send send)
    : name_(std::move(name)), config_(config), media_(media), send_(std::move(send))
{
    layout_ = {.name = "grid", .width = config.video.width, .height = config.video.height};
    media_.listen({
        .offer =
            [this](PeerId peer, std::string sdp) {
                if (auto* p = findByPeer(peer))
                    sendTo(*p, wire::Offer{.peer = peer, .sdp = std::move(sdp)});
            },
        .candidate =
            [this](PeerId peer, unsigned mline, std::string text) {
                if (auto* p = findByPeer(peer))
                    sendTo(*p, wire::Candidate{peer, mline, std::move(text)});
            },
        .pictureStarted = [this](PeerId peer) { onPictureStarted(peer); },
        .failed = [this](PeerId peer, std::string code,
                         std::string message) { onPeerFailed(peer, code, message); },
        .recordingEnded = [this](std::string file,
                                 std::string error) { onRecordingEnded(file, error); },
    });
}

void Room::handle(const link::ToRoom& message)
{
    std::visit([this](const auto& m) { on(m); }, message);
}

void Room::tick(Clock::time_point now)
{
    now_ = now;
    std::vector<std::string> lost;
    for (auto& p : participants_) {
        const auto activity = p->peer.empty() ? RoomMedia::Activity{} : media_.activity(p->peer);
        p->pictured = activity.sincePicture < kStall;
        if (p->goneSince
            && (now - *p->goneSince > kMaxAway
                || (now - *p->goneSince > kSilence && activity.sinceMedia > kSilence)))
            lost.push_back(p->id());
    }
    for (const auto& id : lost)
        remove(id, nullptr);
    arrange();
}

void Room::announce()
{
    link::State state{.layout = layout_.name,
                      .recording = restoreRecording_ || !recordingFile_.empty()};
    for (const auto& p : participants_)
        state.participants.push_back(p->id());
    send_(std::move(state));
}

void Room::end()
{
    ending_ = true;
    restoreRecording_ = false;
    while (!participants_.empty())
        remove(participants_.back()->id(), "room-ended");
    stopRecording();
}

// From the front.

void Room::on(const link::Join& message)
{
    if (auto* known = find(message.participant))
        return resume(*known, message);
    auto participant = std::make_unique<Participant>();
    participant->shown = {.id = message.participant,
                          .name = message.join.name,
                          .audio = message.join.audio && !message.join.observer,
                          .video = message.join.video && !message.join.observer,
                          .observer = message.join.observer};
    participant->resume = message.resume;
    if (int(participants_.size()) >= config_.room.maxParticipants) {
        refuse(*participant,
               {"room.full", "this room is full; try again when somebody has left", "join"});
        return send_(link::Removed{participant->id()});
    }
    spdlog::info("{} joined as \"{}\"", participant->id(), participant->shown.name);
    sendToAll(wire::ParticipantJoined{participant->shown});
    participants_.push_back(std::move(participant));
    Participant& added = *participants_.back();
    welcome(added);
    openPeer(added);
    announce();
    if (std::exchange(restoreRecording_, false))
        startRecording("");
}

void Room::on(const link::FromClient& message)
{
    Participant* from = find(message.participant);
    if (!from)
        return; // it was removed while the message was under way
    auto parsed = wire::readClient(message.message);
    if (auto* error = std::get_if<wire::ErrorMessage>(&parsed))
        return refuse(*from, std::move(*error));
    std::visit([&](const auto& m) { on(*from, m); }, std::get<wire::ClientMessage>(parsed));
}

void Room::on(const link::Gone& message)
{
    Participant* participant = find(message.participant);
    if (!participant)
        return;
    if (message.clean)
        return remove(participant->id(), nullptr);
    spdlog::info("{} lost its connection", participant->id());
    participant->goneSince = Clock::now();
}

void Room::on(const link::Ping&)
{
    send_(link::Pong{});
}

void Room::on(const link::Restore& message)
{
    restoreRecording_ = message.recording; // with the first who is back: there is something to show
}

void Room::on(const link::End&)
{
    end();
}

// From a client.

void Room::on(Participant& from, const wire::Join&)
{
    refuse(from, {"join.twice", "this connection has joined already", "join"});
}

void Room::on(Participant& from, const wire::Answer& message)
{
    if (message.peer != from.peer)
        return refuse(from, {"peer.unknown", "there is no such peer of yours", "answer"});
    const auto status = media_.answer(message.peer, message.sdp);
    if (status)
        return;
    onPeerFailed(message.peer, "sdp.invalid", status.error().message);
}

void Room::on(Participant& from, const wire::Candidate& message)
{
    if (message.peer != from.peer)
        return refuse(from, {"peer.unknown", "there is no such peer of yours", "candidate"});
    if (++from.candidates > kMaxCandidates)
        return refuse(from, {"candidate.limit", "at most 32 candidates for a peer", "candidate"});
    const auto status = media_.addCandidate(message.peer, message.mline, message.candidate);
    if (!status)
        refuse(from, {"candidate.invalid", status.error().message, "candidate"});
}

void Room::on(Participant& from, const wire::StateChange& message)
{
    const auto before = from.shown;
    from.shown.audio = message.audio.value_or(before.audio) && !before.observer;
    from.shown.video = message.video.value_or(before.video) && !before.observer;
    from.shown.hand = message.hand.value_or(before.hand);
    if (from.shown == before)
        return;
    if (from.shown.video && !before.video)
        from.pictured = false; // until the first new picture
    if (!from.peer.empty())
        media_.setUplink(from.peer, from.shown.audio, from.shown.video);
    sendToAll(wire::ParticipantUpdated{from.shown});
    arrange();
}

void Room::on(Participant& from, const wire::Record& message)
{
    if (message.on == (!recordingFile_.empty() && !recordingStopping_))
        return sendTo(from, recordingState()); // somebody else was faster
    if (message.on)
        startRecording(from.id());
    else
        stopRecording();
}

void Room::on(Participant& from, const wire::SetLayout& message)
{
    if (message.name != layout_.name)
        refuse(from, {"layout.unknown", "there is one layout: grid", "layout"});
}

void Room::on(Participant& from, const wire::Leave&)
{
    remove(from.id(), "left");
}

// From the media plane.

void Room::onPictureStarted(const PeerId& peer)
{
    if (auto* participant = findByPeer(peer)) {
        participant->pictured = true;
        participant->peerFailures = 0;
        arrange();
    }
}

void Room::onPeerFailed(const PeerId& peer, const std::string& code, const std::string& message)
{
    Participant* participant = findByPeer(peer);
    if (!participant)
        return;
    spdlog::warn("{} peer {}: {}: {}", participant->id(), peer, code, message);
    refuse(*participant, {code, message, ""});
    media_.removePeer(peer);
    participant->peer.clear();
    participant->pictured = false;
    arrange();
    // ICE restart does not exist in webrtcbin: the way back is a new session.
    if (code == "peer.lost" && ++participant->peerFailures <= kMaxPeerFailures)
        openPeer(*participant);
    else
        remove(participant->id(), "peer-failed");
}

void Room::onRecordingEnded(const std::string& file, const std::string& error)
{
    spdlog::info("recording {} ended{}{}", file, error.empty() ? "" : ": ", error);
    recordingFile_.clear();
    recordingStopping_ = false;
    wire::Recording state = recordingState();
    state.file = file;
    state.reason = error;
    sendToAll(state);
    announce();
}

// Participants.

void Room::resume(Participant& participant, const link::Join& message)
{
    spdlog::info("{} is back", participant.id());
    participant.goneSince.reset();
    participant.resume = message.resume;
    welcome(participant);
    if (participant.peer.empty())
        openPeer(participant);
    on(participant, wire::StateChange{message.join.audio, message.join.video, std::nullopt});
}

void Room::welcome(const Participant& participant)
{
    wire::Joined joined{.participant = participant.id(),
                        .resume = participant.resume,
                        .room = name_,
                        .iceServers = iceServersOf(config_.ice),
                        .layout = layout_,
                        .recording = recordingState(),
                        .maxParticipants = config_.room.maxParticipants};
    for (const auto& p : participants_)
        joined.participants.push_back(p->shown);
    if (!participant.peer.empty())
        joined.peers.push_back(participant.peer);
    sendTo(participant, joined);
}

void Room::openPeer(Participant& participant)
{
    participant.peer = "c" + std::to_string(++lastPeer_);
    participant.candidates = 0;
    participant.uplink = {};
    const auto status = media_.addPeer(participant.peer, participant.shown.observer);
    if (!status) {
        participant.peer.clear();
        refuse(participant, {"room.unavailable", status.error().message, ""});
        return remove(participant.id(), "peer-failed");
    }
    media_.setUplink(participant.peer, participant.shown.audio, participant.shown.video);
}

void Room::remove(const std::string& participant, const char* byeReason)
{
    const auto it = std::find_if(participants_.begin(), participants_.end(),
                                 [&](const auto& p) { return p->id() == participant; });
    if (it == participants_.end())
        return;
    auto leaving = std::move(*it);
    participants_.erase(it);
    spdlog::info("{} left{}{}", leaving->id(), byeReason ? ": " : "", byeReason ? byeReason : "");
    if (!leaving->peer.empty())
        media_.removePeer(leaving->peer);
    if (byeReason)
        sendTo(*leaving, wire::Bye{byeReason});
    send_(link::Removed{leaving->id()});
    sendToAll(wire::ParticipantLeft{leaving->id()});
    arrange();
    if (participants_.empty())
        stopRecording(); // nobody is left to stop it
    announce();
}

// The picture.

void Room::arrange()
{
    std::vector<const Participant*> shown;
    for (const auto& p : participants_)
        if (p->wantsTile())
            shown.push_back(p.get());
    const auto rects = gridLayout({layout_.width, layout_.height}, int(shown.size()));

    std::vector<RoomMedia::Placement> placements;
    std::vector<wire::Tile> tiles;
    for (std::size_t i = 0; i < shown.size(); ++i) {
        const Rect& r = rects[i];
        placements.push_back({shown[i]->peer, r});
        tiles.push_back({shown[i]->id(), "camera", r.x, r.y, r.width, r.height});
    }
    if (placements == placements_)
        return;
    placements_ = placements;
    layout_.tiles = std::move(tiles);
    media_.show(placements);
    sendToAll(layout_);
    sendUplinks(placements);
}

void Room::sendUplinks(const std::vector<RoomMedia::Placement>& placements)
{
    for (const auto& [peer, rect] : placements) {
        Participant& p = *findByPeer(peer);
        const wire::Uplink uplink{.peer = peer,
                                  .width = rect.width,
                                  .height = rect.height,
                                  .fps = config_.video.fps,
                                  .kbps = kbpsFor(rect, config_.video.fps),
                                  .active = true};
        if (uplink.width != p.uplink.width || uplink.height != p.uplink.height)
            sendTo(p, uplink);
        p.uplink = uplink;
    }
}

// Recording.

void Room::startRecording(const std::string& by)
{
    auto file = !recordingFile_.empty()
        ? Error{Errc::Conflict, "the last recording is being finished; try again in a second"}
        : media_.startRecording(name_);
    if (!file) {
        spdlog::warn("recording: {}", file.error().message);
        if (auto* participant = find(by))
            refuse(*participant, {"recording.failed", file.error().message, "record"});
        return;
    }
    recordingFile_ = *file;
    recordingBy_ = by;
    recordingSince_ = Clock::now();
    spdlog::info("recording {} started", recordingFile_);
    sendToAll(recordingState());
    announce();
}

void Room::stopRecording()
{
    if (recordingFile_.empty() || std::exchange(recordingStopping_, true))
        return;
    media_.stopRecording();
}

wire::Recording Room::recordingState() const
{
    if (recordingFile_.empty())
        return {};
    const auto elapsed = Clock::now() - recordingSince_;
    return {.on = true,
            .file = recordingFile_,
            .elapsedMs =
                long(std::chrono::duration_cast<std::chrono::milliseconds>(elapsed).count()),
            .by = recordingBy_};
}

// Finding and telling.

Participant* Room::find(const std::string& id)
{
    for (auto& p : participants_)
        if (p->id() == id)
            return p.get();
    return nullptr;
}

Participant* Room::findByPeer(const PeerId& peer)
{
    for (auto& p : participants_)
        if (p->peer == peer)
            return p.get();
    return nullptr;
}

void Room::sendTo(const Participant& participant, const wire::ServerMessage& message)
{
    send_(link::ToClient{participant.id(), wire::toJson(message)});
}

void Room::sendToAll(const wire::ServerMessage& message)
{
    const auto json = wire::toJson(message);
    for (const auto& p : participants_)
        send_(link::ToClient{p->id(), json});
}

void Room::refuse(const Participant& participant, wire::ErrorMessage error)
{
    sendTo(participant, error);
}

} // namespace confab
