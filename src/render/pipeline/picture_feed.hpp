// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "render/plan/frame_grid.hpp"
#include "render/plan/picture_plan.hpp"
#include "render/tracks/track_pictures.hpp"

#include <functional>
#include <memory>

namespace confab::render {

/// What one track gives the compositor. For each frame in which the track is seen: the picture of
/// that moment, cut to the shape of its tile. For the time in between: one black buffer that lasts
/// as long. So the compositor, which waits for every input, never waits for a camera that is off.
///
/// Thread: the streaming thread of its appsrc.
class PictureFeed {
public:
    struct Track {
        room::PeerId peer;
        std::chrono::nanoseconds from{}; ///< where the file begins on the time line
        /// Called when the track is first seen. Null: it cannot be opened.
        std::function<std::unique_ptr<TrackPictures>()> open;
    };

    PictureFeed(Track track, FrameGrid grid, std::shared_ptr<const PicturePlan> plan);

    /// In order of time, without a hole; null when it is never seen any more.
    GRef<GstSample> next();

private:
    GRef<GstSample> blank(std::int64_t to);
    GRef<GstSample> picture();

    Track track_;
    FrameGrid grid_;
    std::shared_ptr<const PicturePlan> plan_;
    std::unique_ptr<TrackPictures> pictures_; // once it has been seen
    bool opened_ = false;
    std::int64_t frame_ = 0; // the next one
};

} // namespace confab::render
