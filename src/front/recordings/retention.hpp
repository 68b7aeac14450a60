// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "front/recordings/stored_recording.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace confab::front {

/// How long finished recordings are kept.
struct Retention {
    Seconds keep{0}; ///< since they ended; 0 = for ever
    std::uint64_t keepBytes = 0; ///< of all recordings together; 0 = no limit

    bool isForEver() const { return keep <= Seconds(0) && keepBytes == 0; }
};

/// The ids to delete, the oldest first, as of `now`. Only finished ones go,
/// and never the newest of them for its size: to lose what was recorded just now is worse than to
/// be over the limit.
std::vector<std::string> recordingsToDelete(const std::vector<StoredRecording>& recordings,
                                            const Retention& retention, WallTime now);

} // namespace confab::front
