// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "archive/journal_line.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace confab::archive {

/// A track of a recording, as its part knows it.
struct PartTrack {
    int part = 1;
    std::string participant;
    TrackKind kind = TrackKind::Camera;
    std::string file;
};

/// What the room wrote down while it recorded (doc/recordings.md). Values only; nothing in it is
/// trusted: names are for people, files are checked with belongsTo() by who reads them.
struct Journal {
    struct Part {
        int part = 1;
        std::string file;
        std::optional<WallTime> at;
    };
    /// Of what happened in a part: all notes but those that the others of this struct hold.
    struct Event {
        int part = 1; ///< the one it happened in
        std::optional<WallTime> at;
        Seconds t{}; ///< in the part's file; 0 or more, not bounded by its length
        Note note;
    };

    std::optional<WallTime> started;
    note::Recording head;
    std::vector<Part> parts;
    std::vector<Event> events; ///< in the order of the journal
    std::vector<PartTrack> tracks;
    std::optional<WallTime> ended; ///< of the last line
    std::string reason = "the room died"; ///< until the last line says otherwise
};

/// Reads the text of a journal. Skips all that it does not understand: events and fields of a later
/// version, a last line that was cut off, lines that are no JSON.
Journal readJournal(std::string_view text);

} // namespace confab::archive
