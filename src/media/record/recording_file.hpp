// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "base/unique_fd.hpp"

#include <ctime>
#include <string>

namespace confab {

/// A new, empty file of the recordings folder.
struct RecordingFile {
    std::string name; ///< ROOM-YYYYMMDD-HHMMSS.webm (UTC), with -2, -3 … if there is one already
    UniqueFd fd; ///< write only, 0600
};

/// Makes it, and the folder if that is missing. The name is ours, and the file is opened beneath
/// the folder and nowhere else. Errc::Unavailable says what to do about the folder.
Result<RecordingFile> createRecordingFile(const std::string& folder, const std::string& room,
                                          std::time_t now);

} // namespace confab
