// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "media/video/draw/scenery.hpp"
#include "render/plan/frame_grid.hpp"
#include "render/plan/picture_plan.hpp"

#include <memory>

namespace confab::render {

/// What lies behind the tiles, for every frame: the input that makes the picture as long as the
/// recording.
///
/// Thread: the streaming thread of its appsrc. The scenery is for it alone.
class BackdropFeed {
public:
    BackdropFeed(std::unique_ptr<media::Scenery> scenery, FrameGrid grid,
                 std::shared_ptr<const PicturePlan> plan);

    /// Null after the last frame.
    GRef<GstSample> next();

private:
    std::unique_ptr<media::Scenery> scenery_;
    FrameGrid grid_;
    std::shared_ptr<const PicturePlan> plan_;
    media::OverlayPicturePtr drawn_; // what buffer_ is of
    GRef<GstBuffer> buffer_;
    std::int64_t frame_ = 0; // the next one
};

} // namespace confab::render
