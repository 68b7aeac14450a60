// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/time/wall_time.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace confab::archive {

/// What the room wrote down while it recorded (doc/recordings.md). Values only. Nothing in it is
/// trusted: names are only shown, and code that opens a file checks its name with belongsTo().
struct Journal {
    enum class Kind { Joined, Left, Speaker, Layout, Share, Paused, Resumed, Problem };
    enum class Format { Webm, Mp4 };

    struct Part {
        int part = 1;
        std::string file;
        std::optional<WallTime> at;
    };
    struct Event {
        Kind kind;
        int part = 1; ///< the one it happened in
        std::optional<WallTime> at;
        Seconds t{}; ///< in the part's file; 0 or more, not bounded by its length
        std::string participant;
        std::string text; ///< name of the participant or layout, or the problem's message
        bool on = false; ///< Joined: an observer. Share: it began
    };
    struct Track {
        int part = 1;
        std::string participant, kind, file;
    };
    struct Canvas {
        int width = 0, height = 0, fps = 0; ///< 0: not said
    };

    std::optional<WallTime> started;
    std::string room, by, byName;
    Format format = Format::Webm;
    Canvas canvas;
    std::vector<Part> parts;
    std::vector<Event> events; ///< in the order of the journal
    std::vector<Track> tracks;
    std::optional<WallTime> ended; ///< of the `end` line
    std::string reason = "the room died"; ///< until an `end` line says otherwise
};

/// Reads the text of a journal. Skips all that it does not understand: events and fields of a later
/// version, a last line that was cut off, lines that are no JSON.
Journal readJournal(std::string_view text);

} // namespace confab::archive
