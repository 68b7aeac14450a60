// SPDX-License-Identifier: Apache-2.0
#include "front/rooms/supervised_room.hpp"

#include "base/glib/log.hpp"
#include "wire/wire_json.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace confab::front {

namespace {

/// Limit (per room): messages that wait for a room that is starting. Above it: `room.unavailable`.
/// At it: 128 MB if all are as long as they may be.
constexpr std::size_t kMaxQueued = 2048;

} // namespace

SupervisedRoom::SupervisedRoom(const Loop& loop, Setup setup, std::function<void()> over)
    : loop_(loop), setup_(std::move(setup)), over_(std::move(over)), deaths_(setup_.timing.deaths),
      guests_(loop, ResumeBook(setup_.resumeFile), setup_.timing.resume,
              [this](const std::string& participant) { onExpired(participant); }),
      calls_(loop, setup_.timing.roomCall)
{
}

bool SupervisedRoom::adopt()
{
    process_ = RoomProcess::adopt(loop_, setup_.timing, setup_.socket, processEvents());
    adopted_ = process_ != nullptr;
    if (adopted_)
        state_ = State::Starting;
    since_ = std::chrono::steady_clock::now();
    return adopted_;
}

RoomProcess::Events SupervisedRoom::processEvents()
{
    return {.ready = [this](const link::Ready& ready) { onReady(ready); },
            .message = [this](link::FromRoom message) { onMessage(std::move(message)); },
            .ended = [this](const std::string& how) { onEnded(how); }};
}

void SupervisedRoom::start()
{
    state_ = State::Starting;
    since_ = std::chrono::steady_clock::now();
    spdlog::info("room {}: starting", setup_.name);
    process_ =
        RoomProcess::spawn(loop_, setup_.timing, setup_.command, setup_.socket, processEvents());
}

void SupervisedRoom::join(Guest& guest, wire::Join join)
{
    if (deaths_.isClosed(DeathBudget::Clock::now()))
        return guest.refuse("room.unavailable", "the room failed too often; try again in a minute");
    const auto admission = guests_.admit(guest, join.resume);
    if (admission.replaced)
        admission.replaced->bye(Goodbye::Replaced);
    guest.enter(*this, admission.participant);
    join.resume.clear(); // a secret that may be of another room is none of this one's business
    spdlog::info("room {}: {} joins", setup_.name, admission.participant);
    toRoom(admission.participant,
           link::Join{admission.participant, admission.secret, std::move(join),
                      callAddress(guest.address(), setup_.name), admission.isBack});
    if (state_ == State::Idle)
        start();
    watchEmptiness();
}

void SupervisedRoom::message(const std::string& participant, wire::ClientMessage message)
{
    if (queue_.size() < kMaxQueued)
        return toRoom(participant, link::FromClient{participant, std::move(message)});
    if (Guest* guest = guests_.find(participant))
        guest->send(
            wire::textOf(wire::ErrorMessage{"room.unavailable", "the room is still starting", ""}));
}

void SupervisedRoom::gone(const std::string& participant, Parting how)
{
    const bool clean = how == Parting::Left;
    spdlog::info("room {}: {} is gone{}", setup_.name, participant,
                 clean ? "" : " and may come back");
    unqueue(participant);
    if (state_ == State::Running)
        process_->send(link::Gone{participant, clean, how == Parting::WentAway});
    if (clean)
        guests_.forget(participant);
    else
        guests_.leaveForAWhile(participant);
    watchEmptiness();
    checkOver();
}

void SupervisedRoom::call(link::Wish wish, RoomDirectory::Answered answered)
{
    const auto call = calls_.open(std::move(wish), std::move(answered));
    if (state_ == State::Running)
        process_->send(call);
    else if (state_ == State::Starting)
        calls_.failAll(Error{Errc::Unavailable, "the room is starting; try again in a second"});
    else
        calls_.failAll(RoomDirectory::noSuchRoom());
}

std::vector<link::RunningRecording> SupervisedRoom::recordings() const
{
    return process_ && state_ != State::Ending ? last_.recordings
                                               : std::vector<link::RunningRecording>();
}

// What a room that died said last is true of the next one too, except for who is in.
RoomOverview SupervisedRoom::overview() const
{
    using Seen = RoomOverview::State;
    RoomOverview room{.name = setup_.name, .restarts = restarts_};
    const bool isKnown = state_ == State::Running || restore_;
    room.recording = isKnown && last_.recording;
    room.locked = isKnown && last_.locked;
    if (state_ == State::Running)
        room.participants = int(last_.participants.size());
    if (!process_)
        return room;
    room.state = state_ == State::Starting ? Seen::Starting
        : state_ == State::Running         ? Seen::Running
                                           : Seen::Ending;
    room.pid = process_->pid();
    room.since = since_;
    return room;
}

Status SupervisedRoom::endForAll()
{
    if (state_ == State::Starting)
        return Error{Errc::Unavailable, "the room is starting; try again in a second"};
    if (state_ != State::Running)
        return RoomDirectory::noSuchRoom();
    spdlog::info("room {}: an operator ends it", setup_.name);
    end();
    return Done{};
}

void SupervisedRoom::shutDown()
{
    shuttingDown_ = true;
    queue_.clear();
    for (const auto& [participant, guest] : guests_.sendAllAway())
        guest->bye(Goodbye::Shutdown);
    if (process_ && state_ != State::Ending)
        end();
    checkOver();
}

void SupervisedRoom::toRoom(const std::string& participant, link::ToRoom message)
{
    if (state_ == State::Running)
        process_->send(message);
    else
        queue_.push_back({participant, std::move(message)});
}

bool SupervisedRoom::isQueued(const std::string& participant) const
{
    return std::any_of(queue_.begin(), queue_.end(),
                       [&](const Queued& q) { return q.participant == participant; });
}

void SupervisedRoom::unqueue(const std::string& participant)
{
    std::erase_if(queue_, [&](const Queued& q) { return q.participant == participant; });
}

void SupervisedRoom::onReady(const link::Ready& ready)
{
    if (state_ != State::Starting)
        return;
    if (adopted_ && ready.version != link::kVersion) {
        spdlog::info("room {}: found running, but it is of another version; it is ended",
                     setup_.name);
        adopted_ = false;
        return end(); // who has come meanwhile is queued for the next process
    }
    state_ = State::Running;
    ignoreState_ = std::exchange(restore_, false); // the one that is under way knows nothing yet
    if (ignoreState_)
        process_->send(restoration());
    for (const auto& queued : std::exchange(queue_, {}))
        process_->send(queued.message);
    watchEmptiness();
}

// A host who cannot come back would keep the role for ever.
link::Restore SupervisedRoom::restoration() const
{
    link::Restore restore{.layout = last_.layout,
                          .recording = last_.recording,
                          .recordings = last_.recordings,
                          .hosts = last_.hosts,
                          .locked = last_.locked,
                          .chat = chat_.all()};
    std::erase_if(restore.hosts, [this](const auto& host) { return !guests_.knows(host); });
    return restore;
}

void SupervisedRoom::onMessage(link::FromRoom message)
{
    if (const auto* toClients = std::get_if<link::ToClients>(&message))
        onToClients(*toClients);
    else if (const auto* removed = std::get_if<link::Removed>(&message))
        onRemoved(*removed);
    else if (auto* state = std::get_if<link::State>(&message))
        onState(std::move(*state));
    else if (auto* reply = std::get_if<link::Reply>(&message))
        calls_.answer(std::move(*reply));
    else if (auto* said = std::get_if<link::Said>(&message); said && state_ == State::Running)
        chat_.add(std::move(said->message));
}

// Somebody who is queued has come for the next process.
void SupervisedRoom::onToClients(const link::ToClients& message)
{
    const SharedText text(message.text);
    for (const auto& participant : message.participants)
        if (Guest* guest = isQueued(participant) ? nullptr : guests_.find(participant))
            guest->send(text);
}

void SupervisedRoom::onRemoved(const link::Removed& message)
{
    const auto& participant = message.participant;
    if (message.mayReturn || isQueued(participant))
        return;
    Guest* guest = guests_.find(participant);
    guests_.forget(participant);
    if (guest) {
        guest->close();
        // If this has crossed a resume, the room has let in somebody who is not here any more.
        process_->send(link::Gone{participant, true});
    }
    watchEmptiness();
}

void SupervisedRoom::onState(link::State state)
{
    if (std::exchange(ignoreState_, false))
        return;
    const bool isNew = state.recording != last_.recording || state.recordings != last_.recordings;
    last_ = std::move(state);
    if (isNew)
        setup_.recordingsChanged();
    if (std::exchange(adopted_, false))
        settleAdoption();
    watchEmptiness();
}

// The room lost every connection with the front before us. Participants whom that front wrote down
// may come back; the others cannot prove who they are.
void SupervisedRoom::settleAdoption()
{
    spdlog::info("room {}: found running, with {} participants", setup_.name,
                 last_.participants.size());
    for (const auto& participant : last_.participants)
        if (!guests_.find(participant))
            process_->send(link::Gone{participant, !guests_.knows(participant)});
    for (const auto& host : last_.hosts) // a host that was lost and cannot come back
        if (!guests_.knows(host))
            process_->send(link::Gone{host, true});
}

void SupervisedRoom::onEnded(const std::string& how)
{
    process_.reset();
    grace_ = {};
    calls_.failAll(Error{Errc::Unavailable, "the room has ended: " + how});
    const bool asked = state_ == State::Ending;
    state_ = State::Idle;
    if (asked)
        spdlog::info("room {}: ended ({})", setup_.name, how);
    else
        onDeath(how);
    if (!queue_.empty())
        start();
    setup_.recordingsChanged();
    checkOver();
}

void SupervisedRoom::onDeath(const std::string& how)
{
    const auto now = DeathBudget::Clock::now();
    spdlog::error("room {}: died, {}", setup_.name, how);
    deaths_.record(now);
    ++restarts_;
    for (const auto& [participant, guest] : guests_.sendAllAway()) {
        if (isQueued(participant))
            guest->refuse("room.unavailable",
                          fmt::format("the room could not be started: {}", how));
        else
            guest->bye(Goodbye::RoomRestarted);
    }
    queue_.clear();
    restore_ = !last_.layout.empty();
    if (last_.recording && !shuttingDown_ && !deaths_.isClosed(now))
        start();
}

bool SupervisedRoom::isIn(const std::string& participant) const
{
    const auto& in = last_.participants;
    return state_ == State::Running && std::find(in.begin(), in.end(), participant) != in.end();
}

// Whose media still flow the room keeps, and so do we.
void SupervisedRoom::onExpired(const std::string& participant)
{
    if (isIn(participant))
        return guests_.leaveForAWhile(participant);
    guests_.forget(participant);
    if (state_ == State::Running)
        process_->send(link::Gone{participant, true});
    watchEmptiness();
    checkOver();
}

void SupervisedRoom::watchEmptiness()
{
    const bool empty =
        state_ == State::Running && guests_.isNobodyHere() && last_.participants.empty();
    if (!empty)
        grace_ = {};
    else if (!grace_)
        grace_ = Timer::once(loop_, setup_.emptyGrace, [this] { end(); });
}

void SupervisedRoom::end()
{
    state_ = State::Ending;
    last_ = {};
    chat_.clear();
    restore_ = false;
    process_->end();
}

void SupervisedRoom::checkOver()
{
    if (process_ || (!shuttingDown_ && !guests_.isEmpty()))
        return;
    const auto over = loop_.bind(lifetime_, [this] {
        const auto tell = over_;
        if (!process_ && (shuttingDown_ || guests_.isEmpty()))
            tell();
    });
    over();
}

} // namespace confab::front
