// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "archive/canvas.hpp"
#include "archive/recording_name.hpp"

#include <string>
#include <string_view>
#include <variant>

namespace confab::archive {

/// What a journal says, one type for each event of doc/recordings.md. `participant` is an id.
namespace note {

/// Of a later version.
struct Unknown {
    bool operator==(const Unknown&) const = default;
};
/// The first line.
struct Recording {
    int version = 1;
    std::string id, room, by, byName;
    VideoFormat format = VideoFormat::Webm;
    bool tracks = false, hls = false;
    Canvas canvas;
    bool operator==(const Recording&) const = default;
};
/// Frames go there from now on.
struct Part {
    int part = 0;
    std::string file;
    Seconds recorded{0}; ///< in all parts before it, as far as who wrote this knew; 0: unknown
    bool operator==(const Part&) const = default;
};
struct Joined {
    std::string participant, name;
    bool observer = false;
    bool operator==(const Joined&) const = default;
};
struct Left {
    std::string participant;
    bool operator==(const Left&) const = default;
};
struct Speaker {
    std::string participant; ///< empty: nobody
    bool operator==(const Speaker&) const = default;
};
struct Layout {
    std::string name;
    bool operator==(const Layout&) const = default;
};
struct Share {
    std::string participant;
    bool on = false;
    bool operator==(const Share&) const = default;
};
struct Paused {
    bool operator==(const Paused&) const = default;
};
struct Resumed {
    bool operator==(const Resumed&) const = default;
};
struct Track {
    std::string participant;
    TrackKind kind = TrackKind::Camera;
    std::string file;
    bool operator==(const Track&) const = default;
};
/// Why this part, or a track, ended early.
struct Problem {
    std::string message;
    bool operator==(const Problem&) const = default;
};
/// The last line.
struct End {
    std::string reason; ///< empty: it was asked for
    bool operator==(const End&) const = default;
};

} // namespace note

using Note = std::variant<note::Unknown, note::Recording, note::Part, note::Joined, note::Left,
                          note::Speaker, note::Layout, note::Share, note::Paused, note::Resumed,
                          note::Track, note::Problem, note::End>;

/// A line of the journal.
struct JournalLine {
    std::optional<WallTime> at;
    std::optional<Seconds> t; ///< in the part's file, 0 or more
    Note note;
};

/// One line of JSON, without its end.
std::string toText(const JournalLine& line);
/// Nothing if it is none. Values that make no sense become harmless: none of it is trusted.
std::optional<JournalLine> parseJournalLine(std::string_view text);

/// Takes a journal apart as it grows; a line may come in pieces. What is no line is skipped.
class JournalLines {
public:
    void add(std::string_view bytes) { rest_ += bytes; }
    /// The next whole line; nothing until more bytes come.
    std::optional<JournalLine> next();

private:
    std::string rest_;
    std::size_t read_ = 0; // of rest_
};

} // namespace confab::archive
