// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "config/config.hpp"
#include "layout/book/layout_book.hpp"
#include "render/plan/picture_plan.hpp"
#include "render/plan/timeline.hpp"

#include <string>
#include <vector>

namespace confab::render {

/// How the recorded room is to look.
struct RenderLook {
    config::VideoConfig video; ///< the new canvas
    config::LayoutConfig layout; ///< `name`: what it begins with
    bool followRecording = true; ///< change the layout when the room did
};

/// Lets the room happen once more: the same Views, Director, Seating and Floor that decide the live
/// picture get the events of the time line, and the clock of the recording. A peer of a picture is
/// the name of a track file.
///
/// `look.layout.name` must be in the book. For each layout of the recording that is not, `warnings`
/// get one line, and the layout stays as it was. Plain values; any thread.
PicturePlan planPictures(const std::vector<TimelineEvent>& timeline, RecordedCall::Time length,
                         const RenderLook& look, layout::LayoutBook& book,
                         std::vector<std::string>& warnings);

} // namespace confab::render
