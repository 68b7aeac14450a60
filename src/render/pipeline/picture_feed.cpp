// SPDX-License-Identifier: Apache-2.0
#include "render/pipeline/picture_feed.hpp"

#include "media/video/pixels/i420_buffer.hpp"
#include "render/pipeline/frame_crop.hpp"
#include "render/tracks/on_demand.hpp"

namespace confab::render {

namespace {

constexpr layout::Size kBlank{16, 16};

GRef<GstBuffer> blackBuffer()
{
    constexpr gsize kLuma = kBlank.width * kBlank.height;
    auto buffer =
        GRef<GstBuffer>::adopt(gst_buffer_new_allocate(nullptr, kLuma + kLuma / 2, nullptr));
    gst_buffer_memset(buffer.get(), 0, 16, kLuma);
    gst_buffer_memset(buffer.get(), kLuma, 128, kLuma / 2);
    return buffer;
}

} // namespace

PictureFeed::PictureFeed(Track track, FrameGrid grid, std::shared_ptr<const PicturePlan> plan)
    : track_(std::move(track)), grid_(grid), plan_(std::move(plan))
{
}

GRef<GstSample> PictureFeed::next()
{
    if (frame_ >= grid_.frames())
        return {};
    const auto seen = plan_->nextShowing(track_.peer, grid_.timeOf(frame_));
    if (!seen)
        return {};
    const auto first = grid_.atOrAfter(*seen);
    if (first > frame_)
        return blank(std::min(first, grid_.frames()));
    auto sample = picture();
    return sample ? std::move(sample) : blank(frame_ + 1);
}

GRef<GstSample> PictureFeed::blank(std::int64_t to)
{
    const auto from = grid_.timeOf(frame_), length = grid_.timeOf(to) - from;
    frame_ = to;
    return timedSample(blackBuffer(), media::i420Caps(kBlank, 0).get(), from.count(),
                       length.count());
}

GRef<GstSample> PictureFeed::picture()
{
    if (!opened_)
        pictures_ = track_.open();
    opened_ = true;
    const auto at = grid_.timeOf(frame_);
    const auto shown = pictures_ ? pictures_->at(at - track_.from) : GRef<GstSample>();
    if (!shown)
        return {};
    const auto* tile = tileOf(plan_->at(at), track_.peer);
    const media::Crop crop = tile && tile->crop
        ? media::cropFor(sizeOf(shown.get()), {tile->picture.width, tile->picture.height})
        : media::Crop{};
    const auto length = grid_.durationOf(frame_);
    ++frame_;
    return timedSample(croppedBuffer(shown.get(), crop), croppedCaps(shown.get(), crop).get(),
                       at.count(), length.count());
}

} // namespace confab::render
