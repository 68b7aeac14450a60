// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "archive/journal.hpp"
#include "archive/timeline.hpp"

#include <string>
#include <vector>

namespace confab::finish {

/// A part that has something in it, as its file was measured.
struct MeasuredPart {
    int part = 1;
    std::string file;
    Seconds length{}; ///< to the end of its last frame
};

using archive::Timeline;

/// Brings the journal and the files together. `parts` ascending; `assumedStart` is for a journal
/// that does not say when it began. Events of parts that are not there are left out.
Timeline buildTimeline(const archive::Journal& journal, const std::vector<MeasuredPart>& parts,
                       WallTime assumedStart);

} // namespace confab::finish
