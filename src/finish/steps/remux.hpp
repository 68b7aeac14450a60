// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "av/av_input.hpp"
#include "base/file/temp_file.hpp"
#include "finish/steps/part_scan.hpp"
#include "finish/story/chapters.hpp"

#include <string>
#include <vector>

namespace confab::finish {

/// What players show of a file.
struct MediaTags {
    std::string title;
    std::string date; ///< RFC 3339; "": not known
    std::vector<Chapter> chapters; ///< of this file alone, in order
};

/// Copies the frames as they are, times too, into a file with its length, its chapters and an index
/// in front. The name of `to` ends in .webm; with codecs that WebM does not know it is a Matroska
/// file.
Status remux(av::AvInput& input, const PartScan& scan, const MediaTags& tags, TempFile to,
             std::uintmax_t reserve, const av::Watch& watch);

} // namespace confab::finish
