// SPDX-License-Identifier: Apache-2.0
#include "room/peer_sessions.hpp"

#include <spdlog/spdlog.h>

namespace confab::room {

using wire::ErrorMessage;

namespace {

constexpr int kMaxCandidates = 32;
constexpr int kMaxFailures = 3;

} // namespace

void PeerSessions::open(Participant& participant)
{
    participant.camera = {.peer = newPeer('c')};
    const PeerId peer = participant.camera.peer;
    const auto kind = participant.shown.observer ? PeerKind::Observer : PeerKind::Camera;
    if (auto status = media_.addPeer(peer, kind, participant.id()); !status) {
        participant.camera = {};
        roster_.send(participant, ErrorMessage{"room.unavailable", status.error().message, ""});
        return events_.failed(participant.id());
    }
    media_.setView(peer, views_.viewOf(participant));
    update(participant);
}

void PeerSessions::update(const Participant& participant)
{
    if (const auto& peer = participant.camera.peer; !peer.empty()) {
        media_.setRecorded(peer, participant.shown.recorded);
        media_.setUplink(peer, participant.shown.audio, participant.shown.video);
    }
    if (const auto& peer = participant.screen.peer; !peer.empty())
        media_.setRecorded(peer, participant.shown.recorded);
}

void PeerSessions::close(const Participant& participant)
{
    for (const auto& peer : {participant.camera.peer, participant.screen.peer})
        if (!peer.empty())
            media_.removePeer(peer);
}

void PeerSessions::on(Participant& from, const wire::Answer& message)
{
    if (!Roster::sourceOf(from, message.peer))
        return roster_.send(
            from, ErrorMessage{"peer.unknown", "there is no such peer of yours", "answer"});
    if (auto status = media_.answer(message.peer, message.sdp); !status)
        onFailed(message.peer, "sdp.invalid", status.error().message);
}

void PeerSessions::on(Participant& from, const wire::Candidate& message)
{
    const auto refuse = [&](const char* code, std::string why) {
        roster_.send(from, ErrorMessage{code, std::move(why), "candidate"});
    };
    PictureSource* source = Roster::sourceOf(from, message.peer);
    if (!source)
        return refuse("peer.unknown", "there is no such peer of yours");
    if (++source->candidates > kMaxCandidates)
        return refuse("candidate.limit", "at most 32 candidates for a peer");
    const auto status = media_.addCandidate(message.peer, message.mline, message.candidate);
    if (!status)
        refuse("candidate.invalid", status.error().message);
}

void PeerSessions::on(Participant& from, const wire::Share& message)
{
    if (message.on == from.shown.screen)
        return;
    if (!message.on)
        return endShare(from);
    if (from.shown.observer)
        return roster_.send(from,
                            ErrorMessage{"share.refused", "an observer only receives", "share"});
    from.screen = {.peer = newPeer('s')};
    const auto status = media_.addPeer(from.screen.peer, PeerKind::Screen, from.id());
    if (!status) {
        from.screen = {};
        return roster_.send(from,
                            ErrorMessage{"room.unavailable", status.error().message, "share"});
    }
    from.shown.screen = true;
    media_.setRecorded(from.screen.peer, from.shown.recorded);
    media_.setUplink(from.screen.peer, false, true);
    roster_.sendToAll(wire::ParticipantUpdated{from.shown});
}

void PeerSessions::endShare(Participant& participant)
{
    media_.removePeer(participant.screen.peer);
    participant.screen = {};
    participant.shown.screen = false;
    roster_.sendToAll(wire::ParticipantUpdated{participant.shown});
    events_.changed();
}

void PeerSessions::onOffer(const PeerId& peer, std::string sdp)
{
    if (const auto* p = roster_.findByPeer(peer))
        roster_.send(*p,
                     wire::Offer{.peer = peer,
                                 .kind = peer == p->screen.peer ? "screen" : "camera",
                                 .sdp = std::move(sdp)});
}

void PeerSessions::onCandidate(const PeerId& peer, unsigned mline, std::string text)
{
    if (const auto* p = roster_.findByPeer(peer))
        roster_.send(*p, wire::Candidate{peer, mline, std::move(text)});
}

void PeerSessions::onPictureStarted(const PeerId& peer)
{
    auto* participant = roster_.findByPeer(peer);
    if (!participant)
        return;
    Roster::sourceOf(*participant, peer)->pictured = true;
    participant->peerFailures = 0;
    events_.changed();
}

void PeerSessions::onFailed(const PeerId& peer, const std::string& code, const std::string& message)
{
    Participant* participant = roster_.findByPeer(peer);
    if (!participant)
        return;
    spdlog::warn("{} peer {}: {}: {}", participant->id(), peer, code, message);
    roster_.send(*participant, ErrorMessage{code, message, ""});
    if (peer == participant->screen.peer)
        return endShare(*participant);
    media_.removePeer(peer);
    participant->camera = {};
    events_.changed();
    // ICE restart does not exist in webrtcbin: the way back is a new session.
    if (code == "peer.lost" && ++participant->peerFailures <= kMaxFailures)
        open(*participant);
    else
        events_.failed(participant->id());
}

} // namespace confab::room
