// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "front/http/public_address.hpp"
#include "front/net/flow/shared_text.hpp"
#include "wire/wire.hpp"

#include <string>

namespace confab::front {

/// How a guest's connection ends.
enum class Parting {
    Left, ///< on purpose: they are in no longer
    WentAway, ///< their page did, perhaps for a reload; they may come back
    Lost ///< they may come back
};

/// A room as somebody who is in it speaks to it. Loop thread.
class EnteredRoom {
public:
    virtual ~EnteredRoom() = default;

    /// What that participant said.
    virtual void message(const std::string& participant, wire::ClientMessage message) = 0;
    /// Their connection is over.
    virtual void gone(const std::string& participant, Parting how) = 0;
};

/// Why a room parts from a guest.
enum class Goodbye {
    Left, ///< they wished to
    Replaced, ///< by a newer connection of the same participant
    RoomRestarted, ///< its process died: come again
    Shutdown ///< of the server
};

/// Somebody who is in a room or wants to be, whatever connects them. Loop thread.
///
/// Outside -> in a room by enter(), and outside again by refuse(), bye() or close(). A guest who is
/// in tells the room when the connection is over; until then the room borrows it.
class Guest {
public:
    virtual ~Guest() = default;

    /// The server as they reached it.
    virtual const PublicAddress& address() const = 0;
    /// The client that they are, for limits: see placeOf(). Empty: unknown.
    virtual const std::string& client() const = 0;
    /// In the room from now on, as that participant.
    virtual void enter(EnteredRoom& room, std::string participant) = 0;
    /// One message of the wire, as text.
    virtual void send(const SharedText& text) = 0;
    /// Not in a room, for that reason (a code of the wire's, and words for a person); may try
    /// again.
    virtual void refuse(const std::string& code, const std::string& text) = 0;
    /// Says goodbye, and closes.
    virtual void bye(Goodbye why) = 0;
    /// The same for those to whom the room has said why.
    virtual void close() = 0;
};

} // namespace confab::front
