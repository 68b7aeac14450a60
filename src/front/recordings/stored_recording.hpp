// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "archive/recording_name.hpp"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace confab::front {

/// One recording as it is in the folder now. Plain value.
struct StoredRecording {
    enum class State {
        Recording,
        Waiting, ///< to be finished
        Finishing,
        Ready
    };
    struct File {
        std::string name;
        archive::RecordingFileKind kind;
        std::uint64_t bytes = 0;
    };

    std::string id;
    std::string room; ///< empty: unknown
    State state = State::Ready;
    WallTime started;
    WallTime modified; ///< the file that changed last
    std::optional<Seconds> length; ///< of all parts, or so far
    bool paused = false;
    std::string step; ///< while it is finished: what is being done; empty: unknown
    std::optional<int> percent; ///< likewise
    std::vector<File> files;
    std::uint64_t bytes = 0; ///< of all files
    std::vector<std::string> problems; ///< what could not be done, for a person
};

const char* toText(StoredRecording::State state);

/// As the API shows it; doc/api.md.
/// `prefix` comes before the addresses in it.
nlohmann::json toJson(const StoredRecording& recording, const std::string& prefix = {});

} // namespace confab::front
