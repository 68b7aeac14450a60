// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/file/folder.hpp"
#include "base/glib/loop.hpp"
#include "front/rooms/room_directory.hpp"
#include "front/rooms/supervised_room.hpp"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace confab::front {

/// The rooms of this machine by name: starts them on demand, finds those that run already, ends
/// them. Rooms know nothing of each other. Loop thread.
class RoomSupervisor : public RoomDirectory {
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
    /// What the rooms record, or go on with once somebody is back.
    std::vector<link::RunningRecording> recordings() const;

    void join(Guest& guest, wire::Join join) override;
    void call(const std::string& room, link::Wish wish, Answered answered) override;
    RoomOverview overview(const std::string& room) const override;
    std::vector<RoomOverview> overviews() const override;
    Status end(const std::string& room) override;
    bool isMember(const std::string& room, const std::string& secret) const override;

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
