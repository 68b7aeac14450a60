// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/time/wall_time.hpp"

#include <string>
#include <vector>

namespace confab::archive {

/// What happened in a recording and when, made to fit the files: every time is inside its part.
struct Timeline {
    struct Part {
        int part = 1;
        std::string file;
        WallTime started;
        Seconds start{}; ///< all parts before it
        Seconds length{};
        std::string problem; ///< why it ended early; "" if it did not
    };
    struct Gap {
        int after = 1; ///< the part before it
        Seconds length{};
        std::string why;
    };
    struct Pause {
        int part = 1;
        Seconds t{}, length{};
    };
    struct Span {
        int part = 1;
        Seconds from{}, to{};
        std::string participant;
    };
    struct Participant {
        std::string id, name;
        bool observer = false;
        std::vector<Span> present;
    };
    struct Moment {
        int part = 1;
        Seconds t{};
        std::string text;
    };

    WallTime started, ended;
    Seconds length{};
    std::vector<Part> parts;
    std::vector<Gap> gaps;
    std::vector<Pause> pauses;
    std::vector<Participant> participants; ///< in the order of their coming
    std::vector<Span> speakers, shares;
    std::vector<Moment> layouts;

    const Part* find(int part) const;
    /// The name that is shown for an id: the id itself for who never joined.
    std::string nameOf(const std::string& participant) const;
};

} // namespace confab::archive
