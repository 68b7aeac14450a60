// SPDX-License-Identifier: Apache-2.0
#include "room/room.hpp"

#include "protocol/wire_json.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

namespace confab {

using namespace std::chrono_literals;

namespace {

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

const char* codeOf(Errc failedRecording)
{
    return failedRecording == Errc::NotFound ? "recording.unknown"
        : failedRecording == Errc::Conflict  ? "recording.limit"
                                             : "recording.failed";
}

} // namespace

Room::Room(std::string name, const Config& config, LayoutBook& book, RoomMedia& media, Send send)
    : name_(std::move(name)), config_(config), media_(media), send_(std::move(send)),
      views_(config, book, media, participants_,
             [this](const Participant& p, const wire::ServerMessage& m) { sendTo(p, m); }),
      recordings_(name_, config, media, views_, participants_,
                  [this](const wire::Recording& state) {
                      ++recordingNews_;
                      sendToAll(state);
                      announce();
                  })
{
    media_.listen({
        .offer =
            [this](PeerId peer, std::string sdp) {
                if (auto* p = findByPeer(peer))
                    sendTo(*p,
                           wire::Offer{.peer = peer,
                                       .kind = peer == p->screen.peer ? "screen" : "camera",
                                       .sdp = std::move(sdp)});
            },
        .candidate =
            [this](PeerId peer, unsigned mline, std::string text) {
                if (auto* p = findByPeer(peer))
                    sendTo(*p, wire::Candidate{peer, mline, std::move(text)});
            },
        .pictureStarted = [this](PeerId peer) { onPictureStarted(peer); },
        .speaks =
            [this](PeerId peer) {
                const auto* p = findByPeer(peer);
                views_.speaks(p ? p->id() : "", Clock::now());
                refresh();
            },
        .failed = [this](PeerId peer, std::string code,
                         std::string message) { onPeerFailed(peer, code, message); },
        .recordingPart =
            [this](std::string id) {
                recordings_.onPart(id);
                announce();
            },
        .recordingEnded = [this](std::string id,
                                 std::string reason) { onRecordingEnded(id, reason); },
    });
}

void Room::handle(const link::ToRoom& message)
{
    std::visit([this](const auto& m) { on(m); }, message);
}

void Room::tick(Clock::time_point now)
{
    std::vector<std::string> lost;
    for (const auto& p : participants_) {
        if (!p->goneSince)
            continue;
        const auto activity =
            p->camera.peer.empty() ? RoomMedia::Activity{} : media_.activity(p->camera.peer);
        if (now - *p->goneSince > kMaxAway
            || (now - *p->goneSince > kSilence && activity.sinceMedia > kSilence))
            lost.push_back(p->id());
    }
    for (const auto& id : lost)
        remove(id, nullptr);
    refresh(now);
}

void Room::announce()
{
    link::State state{.layout = views_.mainLayout(),
                      .recording = recordings_.isExpected(),
                      .recordings = recordings_.forSuccessor()};
    for (const auto& p : participants_)
        state.participants.push_back(p->id());
    send_(std::move(state));
}

void Room::end()
{
    ending_ = true;
    while (!participants_.empty())
        remove(participants_.back()->id(), "room-ended");
    recordings_.stopAll();
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
                          .observer = message.join.observer,
                          .recorded = message.join.recorded};
    participant->resume = message.resume;
    if (int(participants_.size()) >= config_.room.maxParticipants) {
        refuse(*participant,
               {"room.full", "this room is full; try again when somebody has left", "join"});
        return send_(link::Removed{participant->id()});
    }
    spdlog::info("{} joined as \"{}\"", participant->id(), participant->shown.name);
    sendToAll(wire::ParticipantJoined{participant->shown});
    if (!message.invite.empty())
        views_.setInvite(name_, message.invite);
    participants_.push_back(std::move(participant));
    Participant& added = *participants_.back();
    welcome(added);
    openPeer(added);
    refresh();
    announce();
    recordings_.onSomebodyThere();
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
    recordings_.restore(
        message.recordings); // with the first who is back: there is something to show
    if (auto status = views_.change({.name = message.layout}); !status)
        spdlog::warn("the layout of before: {}", status.error().message);
    announce();
}

void Room::on(const link::End&)
{
    end();
}

void Room::on(const link::Call& message)
{
    const auto parsed = wire::readClient(message.message);
    wire::ServerMessage answer =
        wire::ErrorMessage{"message.unknown", "an operator may record, nothing else", ""};
    if (const auto* error = std::get_if<wire::ErrorMessage>(&parsed))
        answer = *error;
    else if (const auto* wish = std::get_if<wire::Record>(&std::get<wire::ClientMessage>(parsed)))
        answer = answerTo(*wish, nullptr);
    send_(link::Reply{message.id, wire::toJson(answer)});
}

// From a client.

void Room::on(Participant& from, const wire::Join&)
{
    refuse(from, {"join.twice", "this connection has joined already", "join"});
}

void Room::on(Participant& from, const wire::Answer& message)
{
    if (!sourceOf(from, message.peer))
        return refuse(from, {"peer.unknown", "there is no such peer of yours", "answer"});
    const auto status = media_.answer(message.peer, message.sdp);
    if (status)
        return;
    onPeerFailed(message.peer, "sdp.invalid", status.error().message);
}

void Room::on(Participant& from, const wire::Candidate& message)
{
    PictureSource* source = sourceOf(from, message.peer);
    if (!source)
        return refuse(from, {"peer.unknown", "there is no such peer of yours", "candidate"});
    if (++source->candidates > kMaxCandidates)
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
    from.shown.recorded = message.recorded.value_or(before.recorded);
    if (from.shown == before)
        return;
    if (from.shown.video && !before.video) {
        from.camera.pictured = false; // until the first new picture
        from.camera.uplink = {};
    }
    if (!from.camera.peer.empty())
        media_.setUplink(from.camera.peer, from.shown.audio, from.shown.video);
    setRecorded(from);
    sendToAll(wire::ParticipantUpdated{from.shown});
    refresh();
}

void Room::on(Participant& from, const wire::Record& message)
{
    const unsigned before = recordingNews_;
    const auto answer = answerTo(message, &from);
    const auto* state = std::get_if<wire::Recording>(&answer);
    // What is stopped tells so when its file is whole. If nothing is new, somebody else was faster.
    const bool willHear = recordingNews_ != before || (state && state->on && message.on == false);
    if (!state || !willHear)
        sendTo(from, answer);
}

wire::ServerMessage Room::answerTo(const wire::Record& wish, const Participant* by)
{
    const auto recording = recordings_.change(wish, by);
    if (!recording)
        return wire::ErrorMessage{codeOf(recording.error().code), recording.error().message,
                                  "record"};
    refresh();
    return *recording;
}

void Room::on(Participant& from, const wire::SetLayout& message)
{
    const auto status = views_.change(message);
    if (!status)
        return refuse(from,
                      {status.error().code == Errc::NotFound ? "layout.unknown" : "layout.invalid",
                       status.error().message, "layout"});
    refresh();
    announce();
}

void Room::on(Participant& from, const wire::Pin& message)
{
    if (!message.participant.empty() && !find(message.participant))
        return refuse(from, {"participant.unknown", "there is nobody of that id here", "pin"});
    views_.pin(message.participant);
    refresh();
}

void Room::on(Participant& from, const wire::Share& message)
{
    if (message.on == from.shown.screen)
        return;
    if (!message.on)
        return endShare(from);
    if (from.shown.observer)
        return refuse(from, {"share.refused", "an observer only receives", "share"});
    from.screen = {.peer = "s" + std::to_string(++lastPeer_)};
    const auto status = media_.addPeer(from.screen.peer, RoomMedia::PeerKind::Screen, from.id());
    if (!status) {
        from.screen = {};
        return refuse(from, {"room.unavailable", status.error().message, "share"});
    }
    from.shown.screen = true;
    setRecorded(from);
    media_.setUplink(from.screen.peer, false, true);
    sendToAll(wire::ParticipantUpdated{from.shown});
}

void Room::on(Participant& from, const wire::Leave&)
{
    remove(from.id(), "left");
}

// From the media plane.

void Room::onPictureStarted(const PeerId& peer)
{
    auto* participant = findByPeer(peer);
    if (!participant)
        return;
    sourceOf(*participant, peer)->pictured = true;
    participant->peerFailures = 0;
    refresh();
}

void Room::onPeerFailed(const PeerId& peer, const std::string& code, const std::string& message)
{
    Participant* participant = findByPeer(peer);
    if (!participant)
        return;
    spdlog::warn("{} peer {}: {}: {}", participant->id(), peer, code, message);
    refuse(*participant, {code, message, ""});
    if (peer == participant->screen.peer)
        return endShare(*participant);
    media_.removePeer(peer);
    participant->camera = {};
    refresh();
    // ICE restart does not exist in webrtcbin: the way back is a new session.
    if (code == "peer.lost" && ++participant->peerFailures <= kMaxPeerFailures)
        openPeer(*participant);
    else
        remove(participant->id(), "peer-failed");
}

void Room::onRecordingEnded(const std::string& id, const std::string& reason)
{
    recordings_.onEnded(id, reason);
    refresh();
}

// Participants.

void Room::resume(Participant& participant, const link::Join& message)
{
    spdlog::info("{} is back", participant.id());
    participant.goneSince.reset();
    participant.resume = message.resume;
    welcome(participant);
    if (participant.camera.peer.empty())
        openPeer(participant);
    on(participant, wire::StateChange{.audio = message.join.audio,
                                      .video = message.join.video,
                                      .recorded = message.join.recorded});
}

void Room::welcome(const Participant& participant)
{
    wire::Joined joined{.participant = participant.id(),
                        .resume = participant.resume,
                        .room = name_,
                        .iceServers = iceServersOf(config_.ice),
                        .layout = views_.layoutOf(participant),
                        .recordings = recordings_.all(),
                        .maxParticipants = config_.room.maxParticipants};
    if (!joined.recordings.empty())
        joined.recording = joined.recordings.front();
    for (const auto& p : participants_)
        joined.participants.push_back(p->shown);
    for (const auto& peer : {participant.camera.peer, participant.screen.peer})
        if (!peer.empty())
            joined.peers.push_back(peer);
    sendTo(participant, joined);
}

void Room::openPeer(Participant& participant)
{
    participant.camera = {.peer = "c" + std::to_string(++lastPeer_)};
    const auto kind =
        participant.shown.observer ? RoomMedia::PeerKind::Observer : RoomMedia::PeerKind::Camera;
    const auto status = media_.addPeer(participant.camera.peer, kind, participant.id());
    if (!status) {
        participant.camera = {};
        refuse(participant, {"room.unavailable", status.error().message, ""});
        return remove(participant.id(), "peer-failed");
    }
    media_.setView(participant.camera.peer, views_.viewOf(participant));
    setRecorded(participant);
    media_.setUplink(participant.camera.peer, participant.shown.audio, participant.shown.video);
}

void Room::setRecorded(const Participant& participant)
{
    for (const auto& peer : {participant.camera.peer, participant.screen.peer})
        if (!peer.empty())
            media_.setRecorded(peer, participant.shown.recorded);
}

void Room::endShare(Participant& participant)
{
    media_.removePeer(participant.screen.peer);
    participant.screen = {};
    participant.shown.screen = false;
    sendToAll(wire::ParticipantUpdated{participant.shown});
    refresh();
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
    for (const auto& peer : {leaving->camera.peer, leaving->screen.peer})
        if (!peer.empty())
            media_.removePeer(peer);
    views_.forget(leaving->id());
    if (byeReason)
        sendTo(*leaving, wire::Bye{byeReason});
    send_(link::Removed{leaving->id()});
    sendToAll(wire::ParticipantLeft{leaving->id()});
    refresh();
    if (participants_.empty())
        recordings_.stopAll(); // nobody is left to stop them
    announce();
}

void Room::refresh(Clock::time_point now)
{
    recordings_.leaveOut(now);
    views_.setRecording(recordings_.isRolling());
    views_.refresh(now);
    recordings_.refresh();
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
        if (sourceOf(*p, peer))
            return p.get();
    return nullptr;
}

PictureSource* Room::sourceOf(Participant& participant, const PeerId& peer)
{
    for (auto* source : {&participant.camera, &participant.screen})
        if (source->peer == peer && !peer.empty())
            return source;
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
