// SPDX-License-Identifier: Apache-2.0
#include "front/rooms/supervised_room.hpp"

#include "base/glib/log.hpp"
#include "wire/wire_json.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace confab::front {

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
    adopted_ = false;
    start_ = setup_.starts->wait(setup_.opener, [this] { startNow(); });
}

void SupervisedRoom::startNow()
{
    since_ = std::chrono::steady_clock::now();
    spdlog::info("room {}: starting", setup_.name);
    process_ =
        RoomProcess::spawn(loop_, setup_.timing, setup_.command, setup_.socket, processEvents());
}

// Who wanted it has left before it was its turn. A recording that is to go on wants it, too.
void SupervisedRoom::giveUpStart()
{
    if (state_ != State::Starting || process_ || !guests_.isNobodyHere()
        || (legacy_.isDue() && legacy_.state().recording))
        return;
    state_ = State::Idle;
    start_ = {};
}

void SupervisedRoom::join(Guest& guest, wire::Join join)
{
    if (deaths_.isClosed(DeathBudget::Clock::now()))
        return guest.refuse("room.unavailable", "the room failed too often; try again in a minute");
    if (joins_.isFull())
        return guest.refuse("room.unavailable",
                            "too many people are joining this room; try again in a moment");
    const auto admission = guests_.admit(guest, join.resume);
    if (admission.replaced)
        admission.replaced->bye(Goodbye::Replaced);
    guest.enter(*this, admission.participant);
    join.resume.clear(); // a secret that may be of another room is none of this one's business
    spdlog::info("room {}: {} joins", setup_.name, admission.participant);
    joins_.add({admission.participant, admission.secret, std::move(join),
                callAddress(guest.address(), setup_.name), admission.isBack},
               JoinQueue::Clock::now());
    if (state_ == State::Idle)
        start();
    letIn();
    watchEmptiness();
}

// As many as the room can do with now; the others, in a while.
void SupervisedRoom::letIn()
{
    if (state_ == State::Running && !process_->isBehind())
        while (const auto join = joins_.next(JoinQueue::Clock::now()))
            process_->send(*join);
    if (joins_.isEmpty())
        waits_ = {};
    else if (!waits_)
        waits_ = Timer::every(loop_, setup_.timing.joinWait, [this] { onWaits(); });
}

void SupervisedRoom::onWaits()
{
    const auto now = JoinQueue::Clock::now();
    for (const auto& [participant, ahead] : joins_.slow(setup_.timing.joinWait, now))
        if (Guest* guest = guests_.find(participant))
            guest->send(wire::textOf(wire::Waiting{int(ahead)}));
    letIn();
}

void SupervisedRoom::message(const std::string& participant, wire::ClientMessage message)
{
    const char* refusal = "the room has too much to do; say it a little later";
    if (state_ != State::Running || joins_.has(participant))
        refusal = "you are not in yet; wait for \"joined\"";
    else if (process_->isFull())
        spdlog::debug("room {}: something of {} is refused", setup_.name, participant);
    else if (process_->send(link::FromClient{participant, std::move(message)}))
        return;
    else
        refusal = "this is too long for the room";
    if (Guest* guest = guests_.find(participant))
        guest->send(wire::textOf(wire::ErrorMessage{"room.unavailable", refusal, ""}));
}

void SupervisedRoom::gone(const std::string& participant, Parting how)
{
    const auto waiting = joins_.take(participant);
    const bool isUnknown = waiting && !waiting->isBack; // to the room; and nobody has its secret
    const bool clean = how == Parting::Left || isUnknown;
    spdlog::info("room {}: {} is gone{}", setup_.name, participant,
                 clean ? "" : " and may come back");
    if (state_ == State::Running && !isUnknown)
        process_->send(link::Gone{participant, clean, how == Parting::WentAway});
    if (clean)
        guests_.forget(participant);
    else
        guests_.leaveForAWhile(participant);
    giveUpStart();
    watchEmptiness();
    checkOver();
}

void SupervisedRoom::call(link::Wish wish, RoomDirectory::Answered answered)
{
    const auto call = calls_.open(std::move(wish), std::move(answered));
    if (state_ == State::Running)
        toRoom(call);
    else if (state_ == State::Starting)
        calls_.failAll(Error{Errc::Unavailable, "the room is starting; try again in a second"});
    else
        calls_.failAll(RoomDirectory::noSuchRoom());
}

// A room that has too much to do is spared what can be done without.
void SupervisedRoom::toRoom(const link::Call& call)
{
    if (process_->isBehind() && std::holds_alternative<link::TakeSnapshot>(call.wish))
        calls_.answer(
            {call.id,
             wire::ErrorMessage{"snapshot.failed", "the room has too much to do", "snapshot"}});
    else if (!process_->send(call))
        calls_.answer(
            {call.id, wire::ErrorMessage{"message.invalid", "this is too long for the room", ""}});
}

std::vector<link::RunningRecording> SupervisedRoom::recordings() const
{
    const bool isOpen = state_ == State::Starting || state_ == State::Running;
    return isOpen ? legacy_.state().recordings : std::vector<link::RunningRecording>();
}

// What a room that died said last is true of the next one too, except for who is in.
RoomOverview SupervisedRoom::overview() const
{
    using Seen = RoomOverview::State;
    RoomOverview room{.name = setup_.name, .restarts = restarts_};
    const bool isKnown = state_ == State::Running || legacy_.isDue();
    room.recording = isKnown && legacy_.state().recording;
    room.locked = isKnown && legacy_.state().locked;
    if (state_ == State::Running)
        room.participants = int(legacy_.state().participants.size());
    constexpr Seen kSeen[] = {Seen::None, Seen::Starting, Seen::Running, Seen::Ending};
    room.state = kSeen[std::size_t(state_)];
    if (!process_)
        return room;
    room.pid = process_->pid();
    room.since = since_;
    room.lag = process_->lag();
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
    joins_.clear();
    for (const auto& [participant, guest] : guests_.sendAllAway())
        guest->bye(Goodbye::Shutdown);
    start_ = {};
    if (process_ && state_ != State::Ending)
        end();
    checkOver();
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
    start_ = {};
    const auto restore = legacy_.handOn([this](const auto& host) { return guests_.knows(host); });
    ignoreState_ = restore.has_value(); // the one that is under way knows nothing yet
    if (restore)
        process_->send(*restore);
    letIn();
    watchEmptiness();
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
    else if (const auto* admitted = std::get_if<link::Admitted>(&message))
        onAnswered(admitted->participant);
    else if (auto* said = std::get_if<link::Said>(&message); said && state_ == State::Running)
        legacy_.add(std::move(said->message));
}

void SupervisedRoom::onAnswered(const std::string& participant)
{
    joins_.answered(participant);
    letIn();
}

// Who waits is told all of it when they are in.
void SupervisedRoom::onToClients(const link::ToClients& message)
{
    const SharedText text(message.text);
    for (const auto& participant : message.participants)
        if (Guest* guest = joins_.has(participant) ? nullptr : guests_.find(participant))
            guest->send(text);
}

// Who waits while the process ends has come for the next one.
void SupervisedRoom::onRemoved(const link::Removed& message)
{
    const auto& participant = message.participant;
    onAnswered(participant);
    if (message.mayReturn || (state_ != State::Running && joins_.has(participant)))
        return;
    joins_.take(participant);
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
    const auto& last = legacy_.state();
    const bool isNew = state.recording != last.recording || state.recordings != last.recordings;
    legacy_.set(std::move(state), Legacy::Clock::now());
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
                 legacy_.state().participants.size());
    for (const auto& participant : legacy_.state().participants)
        if (!guests_.find(participant))
            process_->send(link::Gone{participant, !guests_.knows(participant)});
    for (const auto& host : legacy_.state().hosts) // a host that was lost and cannot come back
        if (!guests_.knows(host))
            process_->send(link::Gone{host, true});
}

void SupervisedRoom::onEnded(const std::string& how)
{
    const auto lastSign = process_->lastSign();
    process_.reset();
    start_ = {};
    grace_ = {};
    joins_.forgetWork();
    calls_.failAll(Error{Errc::Unavailable, "the room has ended: " + how});
    const State before = std::exchange(state_, State::Idle);
    if (before == State::Ending)
        spdlog::info("room {}: ended ({})", setup_.name, how);
    else
        onDeath(how, before == State::Running || adopted_, lastSign);
    if (!joins_.isEmpty() && state_ == State::Idle)
        start();
    setup_.recordingsChanged();
    checkOver();
}

void SupervisedRoom::onDeath(const std::string& how, bool hadStarted, Time lastSign)
{
    const auto now = DeathBudget::Clock::now();
    spdlog::error("room {}: died, {}", setup_.name, how);
    deaths_.record(now);
    ++restarts_;
    legacy_.onDeath(now, lastSign);
    const bool comesBack = hadStarted && !shuttingDown_ && !deaths_.isClosed(now);
    for (const auto& [participant, guest] : guests_.here())
        if (!comesBack || !joins_.has(participant))
            sendAway(participant, *guest, how);
    if (!comesBack)
        joins_.clear();
    if (legacy_.state().recording && !shuttingDown_ && !deaths_.isClosed(now))
        start();
}

void SupervisedRoom::sendAway(const std::string& participant, Guest& guest, const std::string& how)
{
    guests_.leaveForAWhile(participant);
    if (joins_.has(participant))
        guest.refuse("room.unavailable", fmt::format("the room could not be started: {}", how));
    else
        guest.bye(Goodbye::RoomRestarted);
}

bool SupervisedRoom::isIn(const std::string& participant) const
{
    const auto& in = legacy_.state().participants;
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
        state_ == State::Running && guests_.isNobodyHere() && legacy_.state().participants.empty();
    if (!empty)
        grace_ = {};
    else if (!grace_)
        grace_ = Timer::once(loop_, setup_.emptyGrace, [this] { end(); });
}

void SupervisedRoom::end()
{
    state_ = State::Ending;
    legacy_.clear();
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
