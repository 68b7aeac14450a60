// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "link/operator_call.hpp"
#include "link/running_recording.hpp"
#include "wire/wire.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// What the front and a room process say to each other: one JSON object a line, told apart by its
/// `type`. The front gives participants their ids and secrets; the room decides everything else.
/// `confab room --stdio` speaks the same by hand:
///
///     {"type":"join","participant":"p1","resume":"s","message":{"type":"join","v":1,"room":"demo","name":"Ann"}}
///     {"type":"message","participant":"p1","message":{"type":"record","on":true}}
///     {"type":"call","id":"1","message":{"type":"describe"}}
///     {"type":"gone","participant":"p1","clean":true}
///     {"type":"end"}
///
/// and answers:
///
///     {"type":"ready","room":"demo","version":4}
///     {"type":"message","participants":["p1"],"message":{"type":"joined",...}}
///     {"type":"reply","id":"1","message":{"type":"description",...}}
///
/// Fields are called like the members below; room_link.cpp has the tables.
namespace confab::link {

/// Of what is said here. A front that finds a room of another version running ends it in order:
/// its recordings are whole then, and who is in it gets a room of this version. Before there was a
/// number it was 0.
constexpr int kVersion = 4;

// front -> room

/// A connection joined as this participant; one that the room has already is a resume.
struct Join {
    std::string participant;
    std::string resume; ///< the secret to tell it
    wire::Join join; ///< `message`
    std::string
        invite; ///< address of the call page as this one reached it, no scheme; empty: unknown
    bool isBack = false; ///< it had the secret
};
/// What a participant said. The front has checked its text and sends what it has understood, no
/// more; reading the line checks all of it again. A layout of one's own travels as text, in
/// `customText`, so that nobody parses it but the one who uses it.
struct FromClient {
    std::string participant;
    wire::ClientMessage message;
};
/// The participant's connection is gone. Clean: on purpose, so it left. Otherwise it may resume.
struct Gone {
    std::string participant;
    bool clean = false;
    bool reloading = false; ///< not clean: its page went away, and is back soon or not at all
};
struct Ping { };
/// Sent first to a room that takes the place of one that died. All of it is bounded, so that it
/// fits a line, and a room that dies of it gets less of it the next time.
struct Restore {
    std::string layout;
    bool recording = false;
    std::vector<RunningRecording> recordings; ///< as State had them
    std::vector<std::string> hosts; ///< those who may come back
    bool locked = false;
    std::vector<wire::ChatMessage> chat; ///< the last of what was Said
};
/// Finish what there is to finish, and exit 0.
struct End { };
/// What an operator wishes: a Reply with the same id follows.
struct Call {
    std::string id; ///< the front has made it up
    Wish wish; ///< `message`
};

using ToRoom = std::variant<Join, FromClient, Gone, Ping, Restore, End, Call>;

// room -> front

/// First line of a room, and of one whose front came back.
struct Ready {
    std::string room;
    int version = 0; ///< kVersion
};
/// For the connections of those participants: one message of the wire, for all of them once. The
/// front passes its text on as it is, and does not look into it.
///
/// Its line has the fields in this order and no other: {"type":"message","participants":[...],
/// "message":...}.
struct ToClients {
    std::vector<std::string> participants;
    std::string text; ///< `message`: one line of JSON
};
struct Pong { };
/// With each change, and after Ready: who is in, and what a successor would need.
struct State {
    std::vector<std::string> participants;
    std::string layout;
    bool recording = false; ///< anything
    std::vector<RunningRecording> recordings; ///< those that run or are to go on
    std::vector<std::string> hosts; ///< some of them may be away
    bool locked = false;
};
/// Somebody said it to all: a successor needs the last of them. All again after Ready.
struct Said {
    wire::ChatMessage message;
};
/// The room has worked off that participant's Join: it has sent an offer, or none is needed.
/// Otherwise Removed follows.
struct Admitted {
    std::string participant;
};
/// The room has let the participant go; what it had to say was sent before. Close its connection.
struct Removed {
    std::string participant;
    bool mayReturn = false; ///< was only lost: its secret is still good
};
/// Answer to a Call.
struct Reply {
    std::string id;
    Answer answer; ///< `message`
};

using FromRoom = std::variant<Ready, ToClients, Pong, State, Said, Admitted, Removed, Reply>;

/// One line, without the newline.
std::string toLine(const ToRoom& message);
std::string toLine(const FromRoom& message);
/// Nothing for what cannot be understood.
std::optional<ToRoom> parseToRoom(std::string_view line);
std::optional<FromRoom> parseFromRoom(std::string_view line);

} // namespace confab::link
