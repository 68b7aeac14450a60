// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

/// The messages of the WebSocket as structs; doc/wire.md is the contract. Plain values.
namespace confab::wire {

constexpr int kVersion = 1;
/// Limit (per message): bytes of a message of the WebSocket, all its fragments together. Above it:
/// closed with 1009. At it: 64 KB.
constexpr std::size_t kMaxMessage = 64 * 1024;

/// What somebody may do: a host may mute, remove, lock and appoint.
enum class Role { Guest, Host };

// From the client. What is here has passed the parser: sizes and forms are right.

struct Join {
    std::string room;
    std::string name;
    std::string resume; ///< empty: a new participant
    bool audio = false; ///< the microphone is on
    bool video = false; ///< the camera is on
    bool observer = false;
    bool recorded = true; ///< false: wishes to be left out of recordings
    /// With `resume`: the sessions that still work there. Nothing: it does not say.
    std::optional<std::vector<std::string>> peers;
};
struct Answer {
    std::string peer;
    std::string sdp;
};
/// Both ways. An empty candidate ends the list.
struct Candidate {
    std::string peer;
    unsigned mline = 0;
    std::string candidate;
};
struct StateChange {
    std::optional<bool> audio, video, hand, recorded;
};
/// Wishes for another session in the place of that one, which does not work any more.
struct Restart {
    std::string peer;
};
/// Is anybody there? A Pong answers, in a room or not.
struct Ping { };
/// What is left out stays as it is.
struct Record {
    std::optional<bool> on; ///< starts or stops
    std::optional<bool> paused;
    std::string recording; ///< which one; empty: the one of what everybody sees, else the newest
    std::optional<std::string> layout; ///< of its own; "" for what everybody sees
    int width = 0, height = 0; ///< pixels of its own canvas; 0: the room's
    std::string format; ///< "webm" or "mp4"; empty: the configured one
    std::optional<bool> tracks, hls;
};
/// What is left out stays as it is.
struct SetLayout {
    std::string view = "main";
    std::optional<std::string> name;
    std::string
        custom; ///< JSON of a layout of one's own (doc/layouts.md), which is then used; or empty
    std::optional<std::string> background; ///< "#rrggbb"; "" for the default
    std::vector<std::string> order; ///< participants in the order of their seats; empty: as it is
};
struct Pin {
    std::string participant; ///< empty: nobody any more
};
/// A screen, as a peer of its own.
struct Share {
    bool on = false;
};
/// To everybody.
struct Chat {
    std::string text; ///< as chatText() gives it
};
struct Mute {
    std::string participant;
};
struct Kick {
    std::string participant;
};
struct Lock {
    bool on = false;
};
struct SetRole {
    std::string participant;
    Role role = Role::Guest;
};
struct Leave {
    bool back = false; ///< the page only goes away, perhaps for a reload
};

using ClientMessage = std::variant<Join, Answer, Candidate, StateChange, Record, SetLayout, Pin,
                                   Share, Chat, Mute, Kick, Lock, SetRole, Leave, Restart, Ping>;

// From the server.

/// How good somebody's connection to the server is, the best first.
enum class Link { Good, Weak, Bad };

struct Participant {
    std::string id;
    std::string name;
    bool audio = false;
    bool video = false;
    bool hand = false;
    bool observer = false;
    bool screen = false; ///< shares one
    bool recorded = true; ///< false: left out of recordings
    Role role = Role::Guest;
    Link link = Link::Good;
    bool operator==(const Participant&) const = default;
};
struct Tile {
    std::string participant;
    std::string kind = "camera"; ///< or "screen"
    int x = 0, y = 0, width = 0, height = 0; ///< pixels of the canvas
    bool operator==(const Tile&) const = default;
};
struct Layout {
    std::string view = "main";
    std::string name;
    int width = 0, height = 0; ///< of the canvas
    std::vector<Tile> tiles; ///< lowest first, where they overlap
    int hidden = 0; ///< people and screens that found no place
    std::string pinned; ///< participant; empty: nobody
    std::string background; ///< "#rrggbb"; empty: the default
    bool operator==(const Layout&) const = default;
};
struct Recording {
    bool on = false;
    bool paused = false;
    std::string id; ///< empty: there was none
    std::string file; ///< name of one that plays
    long elapsedMs = 0; ///< recorded so far, without pauses
    std::string by; ///< participant
    std::string layout; ///< of its own; empty: what everybody sees
    std::string reason; ///< why it ended by itself
};
struct ChatMessage {
    std::string id; ///< of this room's
    std::string participant;
    std::string name; ///< as it was then
    std::string text;
    std::string at; ///< RFC 3339, UTC
    bool operator==(const ChatMessage&) const = default;
};
struct IceServer {
    std::vector<std::string> urls;
    std::string username;
    std::string credential;
};
struct Joined {
    std::string participant;
    std::string resume;
    std::string room;
    std::vector<IceServer> iceServers;
    std::vector<Participant> participants;
    std::vector<std::string> peers; ///< your peers that still live
    Layout layout;
    Recording recording; ///< the first of them
    std::vector<Recording> recordings; ///< those that run
    std::vector<ChatMessage> chat; ///< the last of them, the oldest first
    bool locked = false;
    int maxParticipants = 0;
};
/// Your join has to wait until the room has time for it.
struct Waiting {
    int ahead = 0; ///< so many come before you
};
struct Offer {
    std::string peer;
    std::string kind = "camera"; ///< or "screen"
    std::string replaces; ///< empty: none
    std::string sdp;
};
struct ParticipantJoined {
    Participant participant;
};
struct ParticipantUpdated {
    Participant participant;
};
struct ParticipantLeft {
    std::string participant;
};
struct Uplink {
    std::string peer;
    int width = 0, height = 0; ///< pixels
    int fps = 0;
    int kbps = 0;
    bool active = false;
    bool operator==(const Uplink&) const = default;
};
/// Who speaks now; empty: nobody.
struct Speaker {
    std::string participant;
    std::map<std::string, int> levels; ///< dBov (-127 to 0) of those heard just now
};
/// How your own connection is, and what you are sent because of it.
struct Quality {
    Link link = Link::Good;
    int downKbps = 0; ///< that it carries to you, about
    double downLoss = 0, upLoss = 0; ///< 0 to 1
    int rttMs = 0; ///< 0: not known
    int width = 0, height = 0; ///< of your picture, pixels; 0: sound only
    int pictureKbps = 0;
    bool best = true; ///< there is no better picture
    bool operator==(const Quality&) const = default;
};
/// Nobody new comes in while it is locked.
struct RoomState {
    bool locked = false;
};
/// Your microphone was switched off; you may switch it on again.
struct Muted {
    std::string by; ///< participant; empty: an operator
};
struct ErrorMessage {
    std::string code;
    std::string message;
    std::string re; ///< type of the message at fault; empty: none
};
struct Bye {
    std::string reason;
};
struct Pong { };

using ServerMessage =
    std::variant<Joined, Waiting, Offer, Candidate, ParticipantJoined, ParticipantUpdated,
                 ParticipantLeft, Layout, Speaker, Uplink, Quality, Recording, ChatMessage,
                 RoomState, Muted, ErrorMessage, Bye, Pong>;

} // namespace confab::wire
