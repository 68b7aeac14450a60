// SPDX-License-Identifier: Apache-2.0
#include "media/video/pixels/overlay.hpp"

#include <gst/video/gstvideofilter.h>

#include <mutex>
#include <utility>

namespace {

using confab::media::OverlayScene;
using ScenePtr = std::shared_ptr<const OverlayScene>;

struct Scenes {
    std::mutex mutex;
    ScenePtr next; // what setOverlay() said last; under the mutex
    ScenePtr current; // of the frame in hand; the streaming thread's own
};

struct CanvasOverlay {
    GstVideoFilter parent;
    Scenes* scenes;
};
struct CanvasOverlayClass {
    GstVideoFilterClass parent;
};

G_DEFINE_TYPE(CanvasOverlay, canvas_overlay, GST_TYPE_VIDEO_FILTER)

constexpr const char* kCaps = "video/x-raw, format=(string)I420";

GstStaticPadTemplate sinkTemplate =
    GST_STATIC_PAD_TEMPLATE("sink", GST_PAD_SINK, GST_PAD_ALWAYS, GST_STATIC_CAPS(kCaps));
GstStaticPadTemplate srcTemplate =
    GST_STATIC_PAD_TEMPLATE("src", GST_PAD_SRC, GST_PAD_ALWAYS, GST_STATIC_CAPS(kCaps));

Scenes& scenesOf(gpointer self)
{
    return *static_cast<CanvasOverlay*>(self)->scenes;
}

// One decision for the whole of a frame, and before the base class asks whether the buffer must be
// writable: a scene that came in between would be drawn on a buffer that others read.
void takeScene(GstBaseTransform* self, GstBuffer*)
{
    auto& scenes = scenesOf(self);
    ScenePtr gone; // freed without the lock
    {
        const std::lock_guard lock(scenes.mutex);
        gone = std::exchange(scenes.current, scenes.next);
    }
    gst_base_transform_set_passthrough(self, !scenes.current || scenes.current->empty());
}

GstFlowReturn drawFrame(GstVideoFilter* self, GstVideoFrame* frame)
{
    std::uint8_t* planes[3];
    int strides[3];
    for (guint i = 0; i < 3; ++i) {
        planes[i] = static_cast<std::uint8_t*>(GST_VIDEO_FRAME_PLANE_DATA(frame, i));
        strides[i] = GST_VIDEO_FRAME_PLANE_STRIDE(frame, i);
    }
    confab::media::drawOverlay(*scenesOf(self).current,
                               {GST_VIDEO_FRAME_WIDTH(frame), GST_VIDEO_FRAME_HEIGHT(frame)},
                               planes, strides);
    return GST_FLOW_OK;
}

void finalize(GObject* self)
{
    delete reinterpret_cast<CanvasOverlay*>(self)->scenes;
    G_OBJECT_CLASS(canvas_overlay_parent_class)->finalize(self);
}

void canvas_overlay_init(CanvasOverlay* self)
{
    self->scenes = new Scenes;
    gst_base_transform_set_passthrough(GST_BASE_TRANSFORM(self), TRUE);
    gst_base_transform_set_qos_enabled(GST_BASE_TRANSFORM(self), FALSE); // never drop a frame here
}

void canvas_overlay_class_init(CanvasOverlayClass* klass)
{
    auto* element = GST_ELEMENT_CLASS(klass);
    gst_element_class_add_static_pad_template(element, &sinkTemplate);
    gst_element_class_add_static_pad_template(element, &srcTemplate);
    gst_element_class_set_static_metadata(element, "Canvas overlay", "Filter/Editor/Video",
                                          "Draws names, borders and badges in place", "confab");
    G_OBJECT_CLASS(klass)->finalize = finalize;
    auto* transform = GST_BASE_TRANSFORM_CLASS(klass);
    transform->before_transform = takeScene;
    transform->transform_ip_on_passthrough = FALSE;
    GST_VIDEO_FILTER_CLASS(klass)->transform_frame_ip = drawFrame;
}

} // namespace

bool confab::media::registerCanvasOverlay()
{
    return gst_element_register(nullptr, "canvasoverlay", GST_RANK_NONE, canvas_overlay_get_type());
}

void confab::media::setOverlay(GstElement* canvasoverlay, std::shared_ptr<const OverlayScene> scene)
{
    g_return_if_fail(G_TYPE_CHECK_INSTANCE_TYPE(canvasoverlay, canvas_overlay_get_type()));
    auto& scenes = scenesOf(canvasoverlay);
    const std::lock_guard lock(scenes.mutex);
    scenes.next.swap(scene); // the old one is freed with the parameter, after the lock
}
