// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "front/recordings/stored_recording.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace confab::front {

/// How long finished recordings are kept.
struct Retention {
    double keepSeconds = 0; ///< since they ended; 0 = for ever
    std::uint64_t keepBytes = 0; ///< of all recordings together; 0 = no limit

    bool isForEver() const { return keepSeconds <= 0 && keepBytes == 0; }
};

/// The ids to delete, the oldest first, as of `now` (seconds since 1970). Only finished ones go,
/// and never the newest of them for its size: to lose what was recorded just now is worse than to
/// be over the limit.
std::vector<std::string> recordingsToDelete(const std::vector<StoredRecording>& recordings,
                                            const Retention& retention, double now);

} // namespace confab::front
