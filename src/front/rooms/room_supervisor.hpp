// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/file/folder.hpp"
#include "base/glib/loop.hpp"
#include "front/rooms/supervised_room.hpp"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace confab::front {

/// All rooms by name: starts them on demand, finds those that run already, ends them. Rooms know
/// nothing of each other. Loop thread.
class RoomSupervisor {
public:
    struct Setup {
        std::string runtime; ///< the rooms' sockets
        std::vector<std::string> program; ///< {"/proc/self/exe", "room"}
        std::vector<std::string> options; ///< for every room, after its name and socket
        std::chrono::milliseconds emptyGrace;
        Timing timing;
        std::function<void()> recordingsChanged; ///< see recordings()
    };

    RoomSupervisor(const Loop& loop, Setup setup) : loop_(loop), setup_(std::move(setup)) { }

    /// Takes over the rooms that listen in the runtime folder and clears away what is stale.
    void adoptAll(const Folder& runtime);
    void join(Session& session, wire::Join join);
    /// Asks a room something in the operator's name.
    void call(const std::string& room, nlohmann::json message, RoomCalls::Answered answered);
    /// What the rooms record, or go on with: as link::State has it.
    nlohmann::json recordings() const;
    /// Of a room that is not there, too: it does not run.
    RoomOverview overview(const std::string& room) const;
    /// Of those that have a process, by name.
    std::vector<RoomOverview> overviews() const;
    /// See SupervisedRoom::endForAll().
    Status end(const std::string& room);
    /// Ends all rooms; `done` once the last has ended.
    void shutDown(std::function<void()> done);

private:
    SupervisedRoom* open(const std::string& name);
    SupervisedRoom::Setup setupOf(const std::string& name) const;
    void onOver(const std::string& name);
    void checkDone();

    Loop loop_;
    Setup setup_;
    std::function<void()> done_; // set: shutting down
    std::map<std::string, std::unique_ptr<SupervisedRoom>> rooms_;
    Lifetime lifetime_;
};

} // namespace confab::front
