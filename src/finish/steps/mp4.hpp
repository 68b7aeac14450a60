// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "archive/canvas.hpp"
#include "av/av_input.hpp"
#include "av/picture_encoder.hpp"
#include "base/file/temp_file.hpp"
#include "finish/steps/part_scan.hpp"

namespace confab::finish {

/// How the picture of a recording is encoded: as the canvas was. Where the journal does not say
/// that, as the file is.
av::PictureFormat pictureFormat(const av::AvInput& input, const PartScan& scan,
                                const archive::Canvas& canvas);

/// H.264 and AAC with the index in front; chapters and title as the input has them. What is H.264
/// or AAC already is copied.
Status makeMp4(av::AvInput& input, const PartScan& scan, const archive::Canvas& canvas, TempFile to,
               std::uintmax_t reserve, const av::Watch& watch);

} // namespace confab::finish
