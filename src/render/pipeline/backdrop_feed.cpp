// SPDX-License-Identifier: Apache-2.0
#include "render/pipeline/backdrop_feed.hpp"

#include "media/video/pixels/i420_buffer.hpp"
#include "render/tracks/on_demand.hpp"

namespace confab::render {

BackdropFeed::BackdropFeed(std::unique_ptr<media::Scenery> scenery, FrameGrid grid,
                           std::shared_ptr<const PicturePlan> plan)
    : scenery_(std::move(scenery)), grid_(grid), plan_(std::move(plan))
{
}

GRef<GstSample> BackdropFeed::next()
{
    if (frame_ >= grid_.frames())
        return {};
    const auto at = grid_.timeOf(frame_), length = grid_.durationOf(frame_);
    ++frame_;
    auto backdrop = scenery_->backdrop(plan_->at(at));
    if (backdrop != drawn_) {
        drawn_ = std::move(backdrop);
        buffer_ = media::i420Of(*drawn_);
    }
    return timedSample(GRef<GstBuffer>::adopt(gst_buffer_copy(buffer_.get())),
                       media::i420Caps(drawn_->size, grid_.fps()).get(), at.count(),
                       length.count());
}

} // namespace confab::render
