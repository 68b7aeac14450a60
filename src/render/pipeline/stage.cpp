// SPDX-License-Identifier: Apache-2.0
#include "render/pipeline/stage.hpp"

namespace confab::render {

namespace {

// An input with alpha 0 is neither scaled nor blended.
void place(GstPad* pad, const room::PictureTile* tile)
{
    if (!tile) {
        g_object_set(pad, "alpha", 0., nullptr);
        return;
    }
    const layout::Rect& rect = tile->picture;
    gst_util_set_object_arg(G_OBJECT(pad), "sizing-policy",
                            tile->crop ? "none" : "keep-aspect-ratio");
    g_object_set(pad, "xpos", rect.x, "ypos", rect.y, "width", rect.width, "height", rect.height,
                 "zorder", guint(1 + tile->z), "alpha", 1., nullptr);
}

} // namespace

Stage::Stage(std::shared_ptr<const PicturePlan> plan, std::unique_ptr<media::Scenery> scenery,
             GRef<GstElement> overlay, std::vector<Input> inputs, bool hasClock)
    : plan_(std::move(plan)), scenery_(std::move(scenery)), overlay_(std::move(overlay)),
      inputs_(std::move(inputs)), hasClock_(hasClock)
{
}

void Stage::set(PicturePlan::Time t)
{
    const auto step = plan_->stepAt(t);
    const room::Picture& picture = plan_->steps()[step].picture;
    if (step != step_ || hasClock_)
        media::setOverlay(overlay_.get(), scenery_->of(picture));
    if (step == step_)
        return;
    step_ = step;
    for (const auto& input : inputs_)
        place(input.pad.get(), tileOf(picture, input.peer));
}

} // namespace confab::render
