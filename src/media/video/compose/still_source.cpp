// SPDX-License-Identifier: Apache-2.0
#include "media/video/compose/still_source.hpp"

#include "media/video/pixels/i420_buffer.hpp"

namespace confab::media {

StillSource::StillSource(GRef<GstElement> appsrc, layout::Size canvas, int fps)
    : appsrc_(std::move(appsrc)), canvas_(canvas)
{
    const auto caps = i420Caps(canvas, fps);
    gst_app_src_set_caps(GST_APP_SRC(appsrc_.get()), caps.get());
}

void StillSource::show(std::shared_ptr<const OverlayPicture> picture)
{
    if (picture == shown_)
        return;
    g_assert(picture->size == canvas_);
    shown_ = std::move(picture);
    auto buffer = i420Of(*shown_);
    gst_app_src_push_buffer(GST_APP_SRC(appsrc_.get()), buffer.release());
}

} // namespace confab::media
