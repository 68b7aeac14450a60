// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wire/wire.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

/// What an operator asks of a room, and what the room answers. An operator is no participant and
/// may do anything that a host may. Plain values; the wire's own messages where they fit.
///
/// | wish | its type | answer |
/// |---|---|---|
/// | Describe | `describe` | Description |
/// | TakeSnapshot | `snapshot` | Snapshot |
/// | ChangeLayout | `layout` | ShownLayout |
/// | ListLayouts | `layouts` | CustomLayouts |
/// | RemoveLayout | `forget-layout` | CustomLayouts, those that are left |
/// | ChangeParticipant | `participant` | wire::ParticipantUpdated |
/// | wire::Record | `record` | wire::Recording |
/// | wire::Pin | `pin` | ShownLayout |
/// | wire::Mute, wire::SetRole | `mute`, `role` | wire::ParticipantUpdated |
/// | wire::Kick | `kick` | wire::ParticipantLeft |
/// | wire::Lock | `lock` | wire::RoomState |
///
/// The answer is about the room as it is then, or a wire::ErrorMessage if nothing came of it.
namespace confab::link {

struct Describe { };
struct TakeSnapshot { };
struct ChangeLayout {
    wire::SetLayout layout;
    std::optional<int> version; ///< only if it is still the one that ShownLayout had
};
struct ListLayouts { };
struct RemoveLayout {
    std::string name; ///< a custom one
};
/// What is left out stays as it is. All of it is done or, if nobody of that id is there, nothing.
struct ChangeParticipant {
    std::string participant;
    bool muted = false; ///< true mutes them; nobody's microphone is switched on from afar
    std::optional<bool> pinned;
    std::optional<wire::Role> role;
};

using Wish =
    std::variant<Describe, TakeSnapshot, ChangeLayout, ListLayouts, RemoveLayout, ChangeParticipant,
                 wire::Record, wire::Pin, wire::Mute, wire::Kick, wire::Lock, wire::SetRole>;

/// What everybody sees, but for the host of a lecture.
struct ShownLayout {
    wire::Layout layout;
    int version = 0; ///< grows with each change that somebody wishes
};
struct Description {
    std::vector<wire::Participant> participants;
    std::vector<wire::Recording> recordings; ///< that run
    std::string speaker; ///< participant; empty: nobody speaks
    ShownLayout layout;
};
struct CustomLayout {
    std::string name;
    std::string by; ///< participant; empty: this server's own
    bool shown = false; ///< somewhere
};
struct CustomLayouts {
    std::vector<CustomLayout> layouts; ///< the oldest first
};
struct Snapshot {
    std::string jpeg; ///< the file's bytes
};

using Answer =
    std::variant<wire::ErrorMessage, Description, ShownLayout, CustomLayouts, Snapshot,
                 wire::Recording, wire::RoomState, wire::ParticipantUpdated, wire::ParticipantLeft>;

} // namespace confab::link
