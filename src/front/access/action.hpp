// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace confab::front {

/// What somebody asks of the server. Each route says which of these it is, and so does a `join`.
/// A new one needs a row in access_table.cpp.
enum class Action {
    ReadPage, ///< a page, and what it loads
    ReadHealth, ///< is the server there, is it ready
    ReadLayouts, ///< the names of the layouts
    Connect, ///< open a WebSocket; that alone leads into no room
    Join, ///< be in a room
    Relay, ///< be one of two whose messages the tutorial's relay carries
    AskLobby, ///< what is to be known of a room before joining
    ListRooms,
    ReadRoom, ///< who is in it, and what it shows
    ChangeRoom, ///< lock it, and unlock it
    EndRoom,
    ChangeLayout,
    ChangeParticipant, ///< mute, pin, give a role
    RemoveParticipant,
    TakeSnapshot,
    ListRecordings,
    ReadRecording, ///< what it is, and its files
    DeleteRecording,
    StartRecording,
    ChangeRecording, ///< pause, another layout
    StopRecording, ///< the last one: see access_table.cpp
};

} // namespace confab::front
