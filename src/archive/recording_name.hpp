// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace confab::archive {

/// What a file of a recording is; doc/recordings.md lists them.
enum class RecordingFileKind { Video, Poster, Captions, Track, Stream, Manifest, Journal, Other };

/// The word for it in the API.
const char* toText(RecordingFileKind kind);

/// A name in the recordings folder, taken apart.
struct RecordingName {
    std::string id;
    RecordingFileKind kind = RecordingFileKind::Other;
    bool operator==(const RecordingName&) const = default;
};

/// Nothing for what is no recording's. A video that an older version or a person has put there is a
/// recording of its own, with its stem as id.
std::optional<RecordingName> parseRecordingName(std::string_view file);

/// "demo" of "demo-20261123-221530" or "demo-20261123-221530-2"; "" if the id is not like that.
std::string_view roomOfRecording(std::string_view id);
/// When that one began, seconds since 1970.
std::optional<long long> startOfRecording(std::string_view id);

/// Of a file that may be fetched; null for all others (the journal, what nobody knows).
const char* recordingContentType(std::string_view file);
/// Likewise for what lies in ID.hls/.
const char* streamContentType(std::string_view file);

} // namespace confab::archive
