// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/time/wall_time.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace confab::archive {

/// A recording's id is what all its files begin with: ROOM-YYYYMMDD-HHMMSS, or the same with -N.
/// One of A-Z a-z 0-9 _ - only, so that "ID." begins no other recording's files.
bool isRecordingId(std::string_view id);

/// Whether a file may be touched in this recording's name: a plain name that begins with "ID.".
/// What a journal says is checked with it.
bool belongsTo(std::string_view id, std::string_view file);

/// The names of doc/recordings.md: ID.webm, ID.part2.webm … `ending` is "webm" or "mp4".
std::string partFileName(const std::string& id, int part, const std::string& ending);

/// The part that a file is: 1 for ID.webm, N for ID.partN.webm; nothing for other files.
std::optional<int> partOfFile(const std::string& id, const std::string& file);

/// The room in an id; the whole id if confab has not made it.
std::string roomOfId(const std::string& id);
/// When that recording began; nothing if confab has not made the id.
std::optional<WallTime> startOfId(const std::string& id);

} // namespace confab::archive
