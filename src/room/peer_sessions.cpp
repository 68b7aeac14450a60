// SPDX-License-Identifier: Apache-2.0
#include "room/peer_sessions.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

namespace confab::room {

using namespace std::chrono_literals;
using wire::ErrorMessage;

namespace {

constexpr int kMaxFailures = 3;
constexpr auto kLeastAge = 2s; // of a session that a client may give up: each costs 16 threads
constexpr auto kSilence = 3s; // nothing came for so long: it does not flow any more
constexpr auto kLongestSuccession = 5s; // a camera that is on and shows nothing holds nobody up

// "VP8 or H.264".
std::string listOf(const std::vector<std::string>& codecs)
{
    std::string list;
    for (const auto& codec : codecs)
        list += (list.empty() ? "" : " or ") + codec;
    return list;
}

} // namespace

void PeerSessions::open(Participant& participant)
{
    openCamera(participant, {});
}

void PeerSessions::openCamera(Participant& participant, PictureSource next)
{
    const auto status = start(participant, participant.camera, std::move(next));
    if (status)
        return;
    spdlog::warn("{} gets no session: {}", participant.id(), status.error().message);
    roster_.send(participant, ErrorMessage{"room.unavailable", status.error().message, ""});
    events_.failed(participant.id());
}

// `next` has what its predecessor leaves to it.
Status PeerSessions::start(Participant& participant, PictureSource& source, PictureSource next)
{
    const bool isScreen = &source == &participant.screen;
    const auto kind = isScreen       ? PeerKind::Screen
        : participant.shown.observer ? PeerKind::Observer
                                     : PeerKind::Camera;
    next.peer = newPeer(isScreen ? 's' : 'c');
    next.opened = now_;
    source = std::move(next);
    if (auto status = media_.addPeer(source.peer, {kind, participant.id(), participant.codec});
        !status) {
        if (!source.before.empty())
            media_.removePeer(source.before);
        source = {};
        return status;
    }
    if (!isScreen)
        media_.setView(source.peer, views_.viewOf(participant));
    update(participant);
    return Done{};
}

// What was seen last stays in its tile. Of sessions that were replaced before they showed anything
// there is nothing to keep.
void PeerSessions::replace(Participant& participant, PictureSource& source)
{
    spdlog::info("{} gets another session for {}", participant.id(), source.peer);
    PictureSource next{.before = source.before,
                       .replaces = source.peer,
                       .pictured = source.pictured,
                       .face = source.face,
                       .size = source.size};
    if (next.before.empty())
        next.before = source.peer;
    else
        media_.removePeer(source.peer);
    if (&source == &participant.camera)
        return openCamera(participant, std::move(next));
    if (const auto status = start(participant, source, std::move(next)); !status) {
        roster_.send(participant,
                     ErrorMessage{"room.unavailable", status.error().message, "share"});
        endShare(participant);
    }
}

void PeerSessions::retire(PictureSource& source)
{
    if (const auto before = std::exchange(source.before, {}); !before.empty()) {
        events_.changed(); // first the new one is shown, then the old one goes: no gap between
        media_.removePeer(before);
    }
}

std::vector<PeerId> PeerSessions::held(const Participant& participant,
                                       const std::optional<std::vector<std::string>>& theirs)
{
    std::vector<PeerId> held;
    for (const auto& peer : {participant.camera.peer, participant.screen.peer})
        if (!peer.empty()
            && (!theirs || std::find(theirs->begin(), theirs->end(), peer) != theirs->end()))
            held.push_back(peer);
    return held;
}

bool PeerSessions::resume(Participant& participant, const std::vector<PeerId>& held)
{
    const auto isHeld = [&](const PictureSource& source) {
        return std::find(held.begin(), held.end(), source.peer) != held.end();
    };
    if (participant.shown.screen && !isHeld(participant.screen))
        endShare(participant); // a page that still has it shares it again
    for (auto* source : {&participant.camera, &participant.screen})
        source->uplink = {}; // it is told again what it may have missed
    if (isHeld(participant.camera))
        return false;
    if (participant.camera.peer.empty())
        openCamera(participant, {});
    else
        replace(participant, participant.camera);
    return true;
}

bool PeerSessions::flow(const Participant& participant) const
{
    const auto flows = [this](const PeerId& peer) {
        return !peer.empty() && media_.activity(peer).sinceMedia <= kSilence;
    };
    return flows(participant.camera.peer) || flows(participant.camera.before);
}

void PeerSessions::tick(Clock::time_point now)
{
    now_ = now;
    for (const auto& p : roster_.all())
        for (auto* source : {&p->camera, &p->screen})
            if (!source->before.empty() && source->connected
                && now - source->opened > kLongestSuccession)
                retire(*source);
}

void PeerSessions::update(const Participant& participant)
{
    const auto& shown = participant.shown;
    const auto tell = [&](const PeerId& peer, bool audio, bool video) {
        if (peer.empty())
            return;
        media_.setRecorded(peer, shown.recorded);
        media_.setUplink(peer, audio, video);
    };
    const auto& camera = participant.camera;
    tell(camera.before, shown.audio && !camera.connected, shown.video); // one voice, not two
    tell(camera.peer, shown.audio, shown.video);
    for (const auto& peer : {participant.screen.before, participant.screen.peer})
        if (!peer.empty())
            media_.setRecorded(peer, shown.recorded);
}

void PeerSessions::close(const Participant& participant)
{
    for (const auto* source : {&participant.camera, &participant.screen})
        for (const auto& peer : {source->before, source->peer})
            if (!peer.empty())
                media_.removePeer(peer);
}

void PeerSessions::on(Participant& from, const wire::Answer& message)
{
    PictureSource* source = Roster::sourceOf(from, message.peer);
    if (!source)
        return roster_.send(
            from, ErrorMessage{"peer.unknown", "there is no such peer of yours", "answer"});
    const auto answered = media_.answer(message.peer, message.sdp);
    if (!answered)
        onFailed(message.peer, "sdp.invalid", answered.error().message);
    else if (*answered == RoomMedia::Answered::SoundOnly && message.peer == source->peer)
        onPicturesRefused(from, *source);
}

// Each codec is tried once. The session that takes none stays, with sound. A screen comes from
// a browser whose camera's session has found the codec already.
void PeerSessions::onPicturesRefused(Participant& participant, PictureSource& source)
{
    const auto codecs = media_.pictureCodecs();
    const auto tell = [&](std::string what, const char* re) {
        roster_.send(participant,
                     ErrorMessage{"video.unsupported",
                                  "your browser takes no pictures in " + listOf(codecs)
                                      + ", and this server has no others; " + std::move(what),
                                  re});
    };
    if (&source == &participant.screen) {
        tell("a screen cannot be shared", "share");
        endShare(participant);
    } else if (participant.codec + 1 < codecs.size()) {
        ++participant.codec;
        replace(participant, source);
        events_.changed();
    } else if (!std::exchange(participant.soundOnly, true)) {
        tell("sound works, both ways", "");
    }
}

void PeerSessions::on(Participant& from, const wire::Candidate& message)
{
    const auto refuse = [&](const char* code, std::string why) {
        roster_.send(from, ErrorMessage{code, std::move(why), "candidate"});
    };
    if (!Roster::sourceOf(from, message.peer))
        return refuse("peer.unknown", "there is no such peer of yours");
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
    if (const auto status = start(from, from.screen, {}); !status)
        return roster_.send(from,
                            ErrorMessage{"room.unavailable", status.error().message, "share"});
    from.shown.screen = true;
    media_.setUplink(from.screen.peer, false, true);
    roster_.sendToAll(wire::ParticipantUpdated{from.shown});
}

// One that has only just been offered is the answer to an earlier wish.
void PeerSessions::on(Participant& from, const wire::Restart& message)
{
    PictureSource* source = Roster::sourceOf(from, message.peer);
    if (!source)
        return roster_.send(
            from, ErrorMessage{"peer.unknown", "there is no such peer of yours", "restart"});
    if (message.peer != source->peer || now_ - source->opened < kLeastAge)
        return;
    replace(from, *source);
    events_.changed();
}

void PeerSessions::endShare(Participant& participant)
{
    for (const auto& peer : {participant.screen.before, participant.screen.peer})
        if (!peer.empty())
            media_.removePeer(peer);
    participant.screen = {};
    participant.shown.screen = false;
    roster_.sendToAll(wire::ParticipantUpdated{participant.shown});
    events_.changed();
}

void PeerSessions::onOffer(const PeerId& peer, std::string sdp)
{
    if (auto* p = roster_.findByPeer(peer))
        roster_.send(*p,
                     wire::Offer{.peer = peer,
                                 .kind = peer == p->screen.peer ? "screen" : "camera",
                                 .replaces = Roster::sourceOf(*p, peer)->replaces,
                                 .sdp = std::move(sdp)});
}

void PeerSessions::onCandidate(const PeerId& peer, unsigned mline, std::string text)
{
    if (const auto* p = roster_.findByPeer(peer))
        roster_.send(*p, wire::Candidate{peer, mline, std::move(text)});
}

void PeerSessions::onConnected(const PeerId& peer)
{
    auto* participant = roster_.findByPeer(peer);
    auto* source = participant ? Roster::sourceOf(*participant, peer) : nullptr;
    if (!source || peer != source->peer)
        return;
    source->connected = true;
    participant->peerFailures = 0;
    const bool isScreen = source == &participant->screen;
    const bool hasPicture = isScreen ? participant->shown.screen : participant->shown.video;
    if (!hasPicture || !source->pictured)
        return retire(*source); // there is no picture to wait for, or none to keep
    update(*participant);
}

void PeerSessions::onPictureStarted(const PeerId& peer)
{
    auto* participant = roster_.findByPeer(peer);
    if (!participant)
        return;
    PictureSource& source = *Roster::sourceOf(*participant, peer);
    source.pictured = true;
    if (peer == source.peer)
        retire(source);
    events_.changed();
}

void PeerSessions::onFailed(const PeerId& peer, const std::string& code, const std::string& message)
{
    Participant* participant = roster_.findByPeer(peer);
    if (!participant)
        return;
    spdlog::warn("{} peer {}: {}: {}", participant->id(), peer, code, message);
    PictureSource& source = *Roster::sourceOf(*participant, peer);
    if (peer == source.before) { // its successor is under way
        source.before.clear();
        source.pictured = false;
        media_.removePeer(peer);
        return events_.changed();
    }
    roster_.send(*participant, ErrorMessage{code, message, ""});
    if (peer == participant->screen.peer)
        return endShare(*participant);
    onCameraFailed(*participant, code == "peer.lost");
}

// ICE restart does not exist in webrtcbin: the way back is a new session. Who is away gets it when
// they are back.
void PeerSessions::onCameraFailed(Participant& participant, bool wasLost)
{
    const PictureSource failed = participant.camera;
    const bool isAway = participant.goneSince.has_value();
    media_.removePeer(failed.peer);
    if (wasLost && !isAway && ++participant.peerFailures <= kMaxFailures) {
        openCamera(participant,
                   {.before = failed.before,
                    .replaces = failed.peer,
                    .pictured = failed.pictured && !failed.before.empty(),
                    .face = failed.face,
                    .size = failed.size});
        return events_.changed();
    }
    if (!failed.before.empty())
        media_.removePeer(failed.before);
    participant.camera = {};
    events_.changed();
    if (!wasLost || !isAway)
        events_.failed(participant.id());
}

} // namespace confab::room
