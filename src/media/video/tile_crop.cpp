// SPDX-License-Identifier: Apache-2.0
#include "media/video/tile_crop.hpp"

#include "media/pipeline.hpp"

#include <gst/video/video.h>

namespace confab {

namespace {

constexpr double kHardly = 1.03;

bool isHardlyLarger(int picture, int place)
{
    return picture >= place && picture <= place * kHardly;
}

int evenHalf(int excess)
{
    return excess / 2 & ~1;
}

} // namespace

Crop cropFor(Size picture, Size place)
{
    if (picture.width <= 0 || picture.height <= 0 || place.width <= 0 || place.height <= 0)
        return {};
    Size kept = picture;
    if (isHardlyLarger(picture.width, place.width) && isHardlyLarger(picture.height, place.height))
        kept = place;
    else if (picture.width * place.height > picture.height * place.width)
        kept.width = std::max(2, even(picture.height * place.width / place.height));
    else
        kept.height = std::max(2, even(picture.width * place.height / place.width));
    const int across = picture.width - kept.width, down = picture.height - kept.height;
    return {evenHalf(across), across - evenHalf(across), evenHalf(down), down - evenHalf(down)};
}

TileCrop::TileCrop(GRef<GstElement> videocrop) : state_(std::make_shared<State>())
{
    state_->videocrop = std::move(videocrop);
    onCaps_ = PadProbe(padOf(state_->videocrop.get(), "sink"), GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM,
                       [state = state_](GstPadProbeInfo* info) {
                           GstEvent* event = GST_PAD_PROBE_INFO_EVENT(info);
                           GstCaps* caps = nullptr;
                           GstVideoInfo video;
                           if (GST_EVENT_TYPE(event) != GST_EVENT_CAPS)
                               return GST_PAD_PROBE_OK;
                           gst_event_parse_caps(event, &caps);
                           if (gst_video_info_from_caps(&video, caps)) {
                               std::lock_guard lock(state->mutex);
                               state->picture = {video.width, video.height};
                           }
                           state->apply();
                           return GST_PAD_PROBE_OK;
                       });
}

void TileCrop::follow(Size place, bool isCropped)
{
    {
        std::lock_guard lock(state_->mutex);
        if (state_->place == place && state_->isCropped == isCropped)
            return;
        state_->place = place;
        state_->isCropped = isCropped;
    }
    state_->apply();
}

void TileCrop::State::apply()
{
    Crop crop;
    {
        std::lock_guard lock(mutex);
        if (isCropped)
            crop = cropFor(picture, place);
    }
    g_object_set(videocrop.get(), "left", crop.left, "right", crop.right, "top", crop.top, "bottom",
                 crop.bottom, nullptr);
}

} // namespace confab
