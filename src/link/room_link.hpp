// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wire/wire.hpp"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// What the front and a room process say to each other: one JSON object a line. The front gives
/// participants their ids and secrets; the room decides everything else. `confab room --stdio`
/// speaks the same by hand:
///
///     {"type":"join","participant":"p1","resume":"s","message":{"type":"join","v":1,"room":"demo","name":"Ann"}}
///     {"type":"message","participant":"p1","message":{"type":"record","on":true}}
namespace confab::link {

// front -> room

/// A connection joined as this participant; one that the room has already is a resume.
struct Join {
    std::string participant;
    std::string resume; ///< the secret to tell it
    wire::Join join;
    std::string
        invite; ///< address of the call page as this one reached it, no scheme; empty: unknown
    bool isBack = false; ///< it had the secret
};
/// A wire message, as it came: the room parses it.
struct FromClient {
    std::string participant;
    nlohmann::json message;
};
/// The participant's connection is gone. Clean: on purpose, so it left. Otherwise it may resume.
struct Gone {
    std::string participant;
    bool clean = false;
};
struct Ping { };
/// Sent first to a room that takes the place of one that died.
struct Restore {
    std::string layout;
    bool recording = false;
    nlohmann::json recordings = nlohmann::json::array(); ///< as State had them
    std::vector<std::string> hosts; ///< those who may come back
    bool locked = false;
    std::vector<wire::ChatMessage> chat; ///< the last of what was Said
};
/// Finish what there is to finish, and exit 0.
struct End { };
/// What an operator wants, who is no participant and may everything: a Reply with the same id
/// follows.
///
/// | message | answer |
/// |---|---|
/// | a wish of the wire: `record`, `pin`, `kick`, … | what it was about as it is now |
/// | the wire's `layout`, `version`?: only if it is still the one | `layout` with its `version` |
/// | `participant {participant, muted?, pinned?, role?}` | `participant.updated` |
/// | `describe` | `description {participants, recordings, speaker, layout}` |
/// | `snapshot` | `snapshot {jpeg}`, in base64 |
struct Call {
    std::string id; ///< of the front's making
    nlohmann::json message;
};

using ToRoom = std::variant<Join, FromClient, Gone, Ping, Restore, End, Call>;

// room -> front

/// First line of a room, and of one whose front came back.
struct Ready {
    std::string room;
};
/// For that participant's connection.
struct ToClient {
    std::string participant;
    nlohmann::json message;
};
struct Pong { };
/// With each change, and after Ready: who is in, and what a successor would need.
struct State {
    std::vector<std::string> participants;
    std::string layout;
    bool recording = false; ///< anything
    nlohmann::json recordings = nlohmann::json::array(); ///< only the room knows what it says
    std::vector<std::string> hosts; ///< some of them may be away
    bool locked = false;
};
/// Somebody said it to all: a successor needs the last of them. All again after Ready.
struct Said {
    wire::ChatMessage message;
};
/// The room has let the participant go; what it had to say was sent before. Close its connection.
struct Removed {
    std::string participant;
    bool mayReturn = false; ///< was only lost: its secret is still good
};
/// Answer to a Call: see there, and `error` if nothing came of it.
struct Reply {
    std::string id;
    nlohmann::json message;
};

using FromRoom = std::variant<Ready, ToClient, Pong, State, Said, Removed, Reply>;

/// One line, without the newline.
std::string toLine(const ToRoom& message);
std::string toLine(const FromRoom& message);
/// Nothing for what cannot be understood.
std::optional<ToRoom> parseToRoom(std::string_view line);
std::optional<FromRoom> parseFromRoom(std::string_view line);

} // namespace confab::link
