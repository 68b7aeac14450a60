// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "layout/geometry/geometry.hpp"

#include <chrono>
#include <ctime>
#include <string>
#include <string_view>
#include <vector>

namespace confab::render {

/// The manifest of a finished recording (doc/recordings.md), as far as its tracks and its picture
/// are concerned. Plain values; what is here has passed the parser: files are plain names that
/// begin with the recording's id, parts and participants exist, times lie within their part.
///
/// All times are those of the whole recording: its parts one after the other, without the gaps.
struct RecordedCall {
    using Time = std::chrono::nanoseconds;

    struct Span {
        Time from{}, to{};
        bool operator==(const Span&) const = default;
    };
    struct Part {
        int number = 1;
        Span span;
        std::time_t started = 0; ///< time of day; 0: unknown
    };
    struct Person {
        std::string id;
        std::string name; ///< UTF-8
        bool observer = false;
        std::vector<Span> present;
    };
    /// What one participant did for a while: spoke, or shared its screen.
    struct Doing {
        std::string participant;
        Span span;
    };
    struct LayoutChange {
        Time at{};
        std::string name;
    };
    struct TrackFile {
        std::string participant;
        bool screen = false; ///< else camera and microphone
        std::string file;
        Span span; ///< of its part; the file's time 0 is the beginning
    };

    std::string id;
    std::string room;
    layout::Size canvas{1280, 720}; ///< as recorded
    int fps = 30;
    std::vector<Part> parts; ///< at least one, in order
    std::vector<Person> people; ///< in the order of joining
    std::vector<Doing> speakers, shares;
    std::vector<LayoutChange> layouts;
    std::vector<TrackFile> tracks;

    Time length() const { return parts.back().span.to; }
    /// The time of day at that moment, as if the part had had no pauses; 0: unknown.
    std::time_t timeOfDay(Time t) const;
};

/// Errc::InvalidArgument names the list, the entry and what is wrong with it. Keys that it does not
/// know are skipped, times beyond their part cut to it.
Result<RecordedCall> parseRecordedCall(std::string_view json);

/// Reads and parses a file of at most 64 MiB. The error begins with its path.
Result<RecordedCall> loadRecordedCall(const std::string& path);

} // namespace confab::render
