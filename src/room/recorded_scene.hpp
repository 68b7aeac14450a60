// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "archive/journal_line.hpp"

#include <map>
#include <string>
#include <vector>

namespace confab::room {

/// What a recording's journal knows of the room: who may be in the recording, and what they do. A
/// plain value.
struct RecordedScene {
    struct Person {
        std::string name;
        bool observer = false;
        bool sharing = false; ///< a screen, and there are pictures of it
    };

    std::map<std::string, Person> people; ///< by id
    std::string speaker; ///< id; empty: nobody
    std::string layout;
};

/// What the journal is to be told, in order, when `before` has become `now`.
std::vector<archive::Note> whatHappened(const RecordedScene& before, const RecordedScene& now);

} // namespace confab::room
