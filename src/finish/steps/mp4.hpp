// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "archive/journal.hpp"
#include "av/av_input.hpp"
#include "av/picture_encoder.hpp"
#include "base/file/temp_file.hpp"
#include "finish/steps/part_scan.hpp"

namespace confab::finish {

/// The picture of a recording as it is encoded: the canvas, or what the file has where the journal
/// does not say.
av::PictureFormat pictureFormat(const av::AvInput& input, const PartScan& scan,
                                const archive::Journal::Canvas& canvas);

/// H.264 and AAC with the index in front; chapters and title as the input has them. What is H.264
/// or AAC already is copied.
Status makeMp4(av::AvInput& input, const PartScan& scan, const archive::Journal::Canvas& canvas,
               TempFile to, std::uintmax_t reserve, const av::Watch& watch);

} // namespace confab::finish
