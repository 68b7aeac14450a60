// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "front/access/membership.hpp"
#include "front/rooms/guest.hpp"
#include "front/rooms/room_overview.hpp"
#include "link/operator_call.hpp"

#include <functional>
#include <string>
#include <vector>

namespace confab::front {

/// Where rooms are and how to speak with them: finds them by name, starts them and watches them.
/// Loop thread.
class RoomDirectory : public Membership {
public:
    /// The room's answer; Errc::NotFound if the room does not run, Errc::Unavailable if it is
    /// starting or has died, Errc::Timeout. Never from inside a call.
    using Answered = std::function<void(Result<link::Answer>)>;

    /// Starts the room if it does not run. Calls enter() or refuse() of the guest.
    virtual void join(Guest& guest, wire::Join join) = 0;
    /// Asks a room something in an operator's name.
    virtual void call(const std::string& room, link::Wish wish, Answered answered) = 0;
    /// Of a room that is not there, too: it does not run.
    virtual RoomOverview overview(const std::string& room) const = 0;
    /// Of those that have a process, by name.
    virtual std::vector<RoomOverview> overviews() const = 0;
    /// Sends everybody away; who comes after that opens the room anew. Errc::NotFound: it does not
    /// run, Errc::Unavailable: it is starting.
    virtual Status end(const std::string& room) = 0;
    bool isLocked(const std::string& room) const override { return overview(room).locked; }

    static Error noSuchRoom() { return {Errc::NotFound, "there is no such room now"}; }
};

} // namespace confab::front
