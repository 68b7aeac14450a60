// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/time/wall_time.hpp"

#include <optional>
#include <string>
#include <string_view>

/// The names of doc/recordings.md: the only place that makes them and takes them apart.
namespace confab::archive {

/// What a recording is finished to.
enum class VideoFormat { Webm, Mp4 };
const char* toText(VideoFormat format);
/// Anything but "mp4" is WebM.
VideoFormat videoFormatOf(std::string_view text);

enum class TrackKind { Camera, Screen };

/// What a file of a recording is.
enum class RecordingFileKind { Video, Poster, Captions, Track, Stream, Manifest, Journal, Other };
/// The word for it in the manifest and in the API.
const char* toText(RecordingFileKind kind);

/// A recording's id is what all its files begin with: ROOM-YYYYMMDD-HHMMSS (UTC); the `n`-th of one
/// second has -N behind it.
std::string makeRecordingId(const std::string& room, std::chrono::sys_seconds begun, int n = 1);
/// Of A-Z a-z 0-9 _ - only, so that "ID." begins no other recording's files.
bool isRecordingId(std::string_view id);
/// What an id that we made says of itself; "" and nothing for others.
std::string roomOfId(std::string_view id);
std::optional<WallTime> startOfId(std::string_view id);

/// The name of what a recording has one of: poster, captions, stream, manifest, journal.
std::string fileOf(const std::string& id, RecordingFileKind kind);
/// ID.webm, ID.part2.webm, ID.mp4 …
std::string videoFile(const std::string& id, int part = 1, VideoFormat format = VideoFormat::Webm);
/// ID.track-p1.webm, ID.part2.track-p1-screen-2.webm: `n` tells the tracks of one participant
/// apart. Nothing if the participant's id is no part of a file name.
std::optional<std::string> trackFile(const std::string& id, int part,
                                     const std::string& participant, TrackKind kind, int n = 1);
/// The playlist in the folder of the stream; and its path beneath that of the recordings.
inline constexpr const char* kPlaylist = "live.m3u8";
std::string playlistOf(const std::string& id);
/// What `confab render` makes, unless it is told otherwise.
std::string renderedFile(const std::string& id);

/// A name in the recordings folder, taken apart.
struct RecordingName {
    std::string id;
    RecordingFileKind kind = RecordingFileKind::Other;
    int part = 1; ///< of a video or a track
    bool operator==(const RecordingName&) const = default;
};

/// Nothing for what is no recording's. A video that an older version or a person has put there is a
/// recording of its own, with its stem as id.
std::optional<RecordingName> parseRecordingName(std::string_view file);

/// Whether a file may be touched in this recording's name: a plain name that begins with "ID.".
/// What a journal or a manifest says is checked with it.
bool belongsTo(std::string_view id, std::string_view file);
/// The same, and WebM: what a room writes of pictures and sound.
bool isWebmOf(std::string_view id, std::string_view file);
/// The part that a captured file is: 1 for ID.webm, N for ID.partN.webm; nothing for other files.
std::optional<int> partOfFile(const std::string& id, const std::string& file);

/// Of a file that may be fetched; null for all others (the journal, what nobody knows).
const char* recordingContentType(std::string_view file);
/// Likewise for what lies in the folder of the stream.
const char* streamContentType(std::string_view file);

} // namespace confab::archive
