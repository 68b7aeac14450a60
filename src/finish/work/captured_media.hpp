// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "archive/journal.hpp"
#include "finish/work/media_work.hpp"

#include <string>
#include <vector>

namespace confab::finish {

struct CapturedPart {
    int part = 1;
    std::string file; ///< the MP4, if a finisher that was killed had come so far
    PartScan scan;
};

struct CapturedTrack {
    archive::PartTrack track;
    PartScan scan;
};

/// The files of a recording that have something in them.
struct CapturedMedia {
    std::vector<CapturedPart> parts; ///< ascending
    std::vector<CapturedTrack> tracks;
    std::vector<std::string> problems; ///< what is missing, in words
};

/// Finds and reads what the journal tells of, and parts beside it that it does not know. Files in
/// which nothing can be shown are removed. An error means that the disk cannot read them, or that
/// the work was told to stop.
Result<CapturedMedia> findCapturedMedia(const FinishWork& work, const std::string& id,
                                        const archive::Journal& journal);

} // namespace confab::finish
