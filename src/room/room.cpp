// SPDX-License-Identifier: Apache-2.0
#include "room/room.hpp"

#include <spdlog/spdlog.h>

#include <memory>
#include <utility>

namespace confab::room {

using namespace std::chrono_literals;
using wire::ErrorMessage;

namespace {

constexpr std::chrono::seconds kReload{15}; // for a page that went away to be there again

} // namespace

Room::Room(std::string name, const config::Config& config, layout::LayoutBook& book,
           RoomMedia& media, Send send)
    : name_(std::move(name)), config_(config), media_(media), send_(std::move(send)),
      roster_(send_), views_(config, book, media, roster_.all(),
                             [this](std::vector<std::string> to, const wire::ServerMessage& m) {
                                 roster_.send(std::move(to), m);
                             }),
      recordings_(name_, config, media, views_, roster_.all(),
                  [this](const wire::Recording& state) {
                      ++recordingNews_;
                      roster_.sendToAll(state);
                      announce();
                  }),
      sessions_(media, roster_, views_,
                {.changed = [this] { refresh(); },
                 .failed = [this](const std::string& id) { remove(id, "peer-failed"); }}),
      moderation_(roster_, moderationActs()),
      wishes_(roster_, views_, recordings_, moderation_,
              {.changed = [this] { refresh(); }, .announce = [this] { announce(); }}),
      desk_(roster_, views_, recordings_, wishes_, media, send_), voices_(roster_, views_),
      links_(roster_, media),
      entrance_(name_, config_, roster_, views_, recordings_, moderation_, chat_)
{
    media_.listen(*this);
}

Moderation::Acts Room::moderationActs()
{
    return {.mute = [this](Participant& p) { on(p, wire::StateChange{.audio = false}); },
            .remove = [this](const std::string& id) { remove(id, "kicked"); },
            .changed =
                [this] {
                    refresh();
                    announce();
                }};
}

void Room::handle(const link::ToRoom& message)
{
    std::visit([this](const auto& m) { on(m); }, message);
}

void Room::tick(Clock::time_point now)
{
    sessions_.tick(now);
    std::vector<std::string> lost;
    for (const auto& p : roster_.all())
        if (isLost(*p, now))
            lost.push_back(p->id());
    for (const auto& id : lost)
        remove(id, nullptr, true);
    links_.tick(now);
    refresh(now);
}

// A dead connection does not end media that flow.
bool Room::isLost(const Participant& participant, Clock::time_point now) const
{
    if (!participant.goneSince)
        return false;
    const Clock::duration grace = participant.reloading ? kReload : config_.room.grace;
    return now - *participant.goneSince > grace && !sessions_.flow(participant);
}

void Room::introduce()
{
    announce();
    for (auto& message : chat_.history())
        send_(link::Said{std::move(message)});
}

void Room::announce()
{
    send_(link::State{.participants = roster_.ids(),
                      .layout = views_.mainLayout(),
                      .recording = recordings_.isExpected(),
                      .recordings = recordings_.forSuccessor(),
                      .hosts = moderation_.hosts(),
                      .locked = moderation_.isLocked()});
}

void Room::end()
{
    ending_ = true;
    while (!roster_.empty())
        remove(roster_.all().back()->id(), "room-ended");
    recordings_.stopAll();
}

// From the front.

void Room::on(const link::Join& message)
{
    if (auto* known = roster_.find(message.participant))
        return resume(*known, message);
    auto newcomer = Entrance::participantOf(message);
    if (const auto seat = entrance_.seatToGiveUp())
        remove(*seat, nullptr, true);
    if (auto refusal = entrance_.refusalOf(message)) {
        roster_.send(*newcomer, *std::move(refusal));
        return send_(link::Removed{newcomer->id()});
    }
    spdlog::info("{} joined as \"{}\"", newcomer->id(), newcomer->shown.name);
    moderation_.admit(*newcomer);
    roster_.sendToAll(wire::ParticipantJoined{newcomer->shown});
    if (!message.invite.empty())
        views_.setInvite(name_, message.invite);
    Participant& added = roster_.add(std::move(newcomer));
    roster_.send(added, entrance_.welcome(added, {}));
    sessions_.open(added);
    refresh();
    announce();
    recordings_.onSomebodyThere();
}

void Room::on(const link::FromClient& message)
{
    Participant* from = roster_.find(message.participant);
    if (!from)
        return; // it was removed while the message was under way
    std::visit([&](const auto& m) { on(*from, m); }, message.message);
}

void Room::on(const link::Gone& message)
{
    if (message.clean) {
        remove(message.participant, nullptr);
        moderation_.forget(message.participant); // who was lost is not in any more
    } else if (auto* participant = roster_.find(message.participant)) {
        spdlog::info("{} lost its connection", participant->id());
        participant->goneSince = Clock::now();
        participant->reloading = message.reloading;
    }
}

void Room::on(const link::Ping&)
{
    send_(link::Pong{});
}

void Room::on(const link::Restore& message)
{
    recordings_.restore(
        message.recordings); // with the first who is back: there is something to show
    const wire::SetLayout layout{.name = message.layout};
    if (auto status = message.layout.empty() ? Status(Done{}) : views_.change(layout); !status)
        spdlog::warn("the layout of before: {}", status.error().message);
    moderation_.restore(message.hosts, message.locked);
    chat_.restore(message.chat);
    announce();
}

void Room::on(const link::End&)
{
    end();
}

void Room::on(const link::Call& message)
{
    desk_.on(message);
}

// From a client.

// A wish is answered only if it came to nothing: otherwise everybody is told, and the one who
// wished it may be gone by now.
template <class Message> void Room::on(Participant& from, const Message& message)
{
    if constexpr (requires { wishes_.answerTo(message, &from); }) {
        const auto answer = wishes_.answerTo(message, &from);
        if (const auto* refusal = std::get_if<ErrorMessage>(&answer))
            roster_.send(from, *refusal);
    } else {
        sessions_.on(from, message);
    }
}

void Room::on(Participant& from, const wire::Join&)
{
    roster_.send(from, ErrorMessage{"join.twice", "this connection has joined already", "join"});
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
    sessions_.update(from);
    roster_.sendToAll(wire::ParticipantUpdated{from.shown});
    refresh();
}

void Room::on(Participant& from, const wire::Record& message)
{
    const unsigned before = recordingNews_;
    const auto answer = wishes_.answerTo(message, &from);
    const auto* state = std::get_if<wire::Recording>(&answer);
    // What is stopped tells so when its file is whole. If nothing is new, somebody else was faster.
    const bool willHear = recordingNews_ != before || (state && state->on && message.on == false);
    if (!state || !willHear)
        std::visit([&](const auto& m) { roster_.send(from, m); }, answer);
}

void Room::on(Participant& from, const wire::Chat& message)
{
    const auto said = chat_.say(from.shown, message.text, Clock::now(), Chat::WallClock::now());
    if (!said)
        return roster_.send(from,
                            ErrorMessage{"chat.limit",
                                         "at most 5 messages in 5 seconds; say it a little later",
                                         "chat"});
    roster_.sendToAll(*said);
    send_(link::Said{*said});
}

void Room::on(Participant& from, const wire::Leave&)
{
    remove(from.id(), "left");
}

// Who comes by the front has its answer already.
void Room::on(Participant& from, const wire::Ping&)
{
    roster_.send(from, wire::Pong{});
}

// From the media.

void Room::onOffer(const PeerId& peer, std::string sdp)
{
    sessions_.onOffer(peer, std::move(sdp));
    if (const auto* participant = roster_.findByPeer(peer))
        send_(link::Admitted{participant->id()}); // of a later offer it is no news
}

void Room::onCandidate(const PeerId& peer, unsigned mline, std::string candidate)
{
    sessions_.onCandidate(peer, mline, std::move(candidate));
}

void Room::onConnected(const PeerId& peer)
{
    sessions_.onConnected(peer);
}

void Room::onPictureStarted(const PeerId& peer)
{
    sessions_.onPictureStarted(peer);
}

void Room::onSpeaks(const PeerId& peer)
{
    voices_.speaks(peer, Clock::now());
    refresh();
}

void Room::onHeard(const std::map<PeerId, int>& levels)
{
    voices_.heard(levels);
}

void Room::onPeerFailed(const PeerId& peer, const std::string& code, const std::string& message)
{
    sessions_.onFailed(peer, code, message);
}

void Room::onRecordingPart(const std::string& id)
{
    recordings_.onPart(id);
    announce();
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
    const auto& join = message.join;
    const auto held = PeerSessions::held(participant, join.peers);
    roster_.send(participant, entrance_.welcome(participant, held));
    on(participant,
       wire::StateChange{.audio = join.audio, .video = join.video, .recorded = join.recorded});
    // The last: it may have to let the participant go.
    if (!sessions_.resume(participant, held))
        send_(link::Admitted{message.participant});
    refresh();
}

void Room::remove(const std::string& participant, const char* byeReason, bool mayReturn)
{
    const auto leaving = roster_.take(participant);
    if (!leaving)
        return;
    const auto& id = leaving->id();
    spdlog::info("{} left{}{}", id, byeReason ? ": " : "", byeReason ? byeReason : "");
    sessions_.close(*leaving);
    views_.forget(id);
    chat_.forget(id);
    wishes_.forget(id);
    if (byeReason)
        roster_.send(*leaving, wire::Bye{byeReason});
    send_(link::Removed{id, mayReturn});
    roster_.sendToAll(wire::ParticipantLeft{id});
    if (!mayReturn)
        moderation_.forget(id);
    refresh();
    if (roster_.empty())
        recordings_.stopAll(); // nobody is left to stop them
    announce();
}

void Room::refresh(Clock::time_point now)
{
    recordings_.leaveOut(now);
    views_.setRecording(recordings_.isRolling());
    views_.setLocked(moderation_.isLocked());
    views_.refresh(now);
    recordings_.refresh();
}

} // namespace confab::room
