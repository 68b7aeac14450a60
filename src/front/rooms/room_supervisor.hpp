// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/file/folder.hpp"
#include "base/glib/loop.hpp"
#include "front/admission/client_rate.hpp"
#include "front/admission/start_queue.hpp"
#include "front/rooms/room_directory.hpp"
#include "front/rooms/supervised_room.hpp"

#include <functional>
#include <map>
#include <memory>
#include <optional>
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

    RoomSupervisor(const Loop& loop, Setup setup)
        : loop_(loop), setup_(std::move(setup)), starts_(loop)
    {
    }

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
    std::optional<Error> refusalOf(const std::string& name, const std::string& client) const;
    SupervisedRoom& open(const std::string& name, const std::string& client);
    SupervisedRoom::Setup setupOf(const std::string& name);
    void onOver(const std::string& name);
    void checkDone();

    Loop loop_;
    Setup setup_;
    std::function<void()> done_; // set: shutting down
    StartQueue starts_;
    /// Limit (per client): joins, so many at once and then so many a second. Above it: the join is
    /// refused with join.limit. At it: the joins of a room that comes back, 1 ms of the front each.
    ClientRate joins_{200, 25};
    std::map<std::string, std::unique_ptr<SupervisedRoom>> rooms_;
    Lifetime lifetime_;
};

} // namespace confab::front
