// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "front/admission/join_queue.hpp"
#include "front/admission/start_queue.hpp"
#include "front/rooms/death_budget.hpp"
#include "front/rooms/guest.hpp"
#include "front/rooms/guest_list.hpp"
#include "front/rooms/legacy.hpp"
#include "front/rooms/room_calls.hpp"
#include "front/rooms/room_overview.hpp"
#include "front/rooms/room_process.hpp"
#include "wire/wire.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace confab::front {

/// One room by its name, over all the processes that run it one after the other. Loop thread.
///
/// Idle (no process) -> Starting (its turn comes, then its first line) -> Running -> Ending (asked
/// to) -> Idle. A process that ends unasked is a death: the guests are told and closed, and the
/// next one is given what the last one had (Legacy). Who joins waits until the room has time.
class SupervisedRoom : public EnteredRoom {
public:
    struct Setup {
        std::string name;
        std::vector<std::string> command; ///< starts the room
        std::string socket; ///< where it listens
        std::string resumeFile;
        std::chrono::milliseconds emptyGrace;
        Timing timing;
        std::function<void()> recordingsChanged; ///< see recordings()
        StartQueue* starts = nullptr; ///< of all rooms; borrowed
        std::string opener; ///< the client who opened it; empty: it was found
    };

    /// `over`: nothing runs and nobody may come back. It is never called from inside a call;
    /// destroy the room in it.
    SupervisedRoom(const Loop& loop, Setup setup, std::function<void()> over);

    /// Takes over the process that a front before us left behind. False if there is none.
    bool adopt();

    const std::string& opener() const { return setup_.opener; }
    void join(Guest& guest, wire::Join join);
    void message(const std::string& participant, wire::ClientMessage message) override;
    void gone(const std::string& participant, Parting how) override;
    /// Asks the process something in an operator's name.
    void call(link::Wish wish, RoomDirectory::Answered answered);
    /// What it records, or goes on with once somebody is back.
    std::vector<link::RunningRecording> recordings() const;
    RoomOverview overview() const;
    /// See Membership.
    bool isMember(const std::string& secret) const { return guests_.isSecretOfOne(secret); }
    /// See RoomDirectory::end().
    Status endForAll();
    /// Says goodbye to everybody and ends; `over` follows.
    void shutDown();

private:
    using Time = Legacy::Clock::time_point;
    enum class State { Idle, Starting, Running, Ending };

    RoomProcess::Events processEvents();
    void start();
    void startNow();
    void giveUpStart();
    void letIn();
    void onWaits();
    void onReady(const link::Ready& ready);
    void onMessage(link::FromRoom message);
    void toRoom(const link::Call& call);
    void onAnswered(const std::string& participant);
    void onToClients(const link::ToClients& message);
    void onRemoved(const link::Removed& message);
    void onState(link::State state);
    void settleAdoption();
    void onEnded(const std::string& how);
    void onDeath(const std::string& how, bool hadStarted, Time lastSign);
    void sendAway(const std::string& participant, Guest& guest, const std::string& how);
    bool isIn(const std::string& participant) const;
    void onExpired(const std::string& participant);
    void watchEmptiness();
    void end();
    void checkOver();

    Loop loop_;
    Setup setup_;
    std::function<void()> over_;
    State state_ = State::Idle;
    std::chrono::steady_clock::time_point since_; // of the process
    int restarts_ = 0;
    bool shuttingDown_ = false;
    bool adopted_ = false; // until its first State
    DeathBudget deaths_;
    GuestList guests_;
    RoomCalls calls_;
    JoinQueue joins_;
    Legacy legacy_; // what the room last said of itself
    bool ignoreState_ = false; // the first of a process that is being given the last one's
    std::unique_ptr<RoomProcess> process_;
    StartQueue::Ticket start_; // while Starting
    Timer grace_, waits_;
    Lifetime lifetime_;
};

} // namespace confab::front
