// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/gst/gst_ref.hpp"
#include "media/video/draw/scenery.hpp"
#include "render/plan/picture_plan.hpp"

#include <memory>
#include <string>
#include <vector>

namespace confab::render {

/// Puts the compositor's inputs where they belong, and sets what is drawn over them. Both change
/// with exactly the right frame.
///
/// Thread: made on the control thread; after that the compositor's streaming thread, before each
/// frame. Scenery and overlay are for it alone: the overlay runs on the same thread.
class Stage {
public:
    struct Input {
        room::PeerId peer;
        GRef<GstPad> pad; ///< of the compositor
    };

    /// `hasClock`: the scenery changes without the plan.
    Stage(std::shared_ptr<const PicturePlan> plan, std::unique_ptr<media::Scenery> scenery,
          GRef<GstElement> overlay, std::vector<Input> inputs, bool hasClock);

    /// The frame of that moment is about to be composed.
    void set(PicturePlan::Time t);

private:
    std::shared_ptr<const PicturePlan> plan_;
    std::unique_ptr<media::Scenery> scenery_;
    GRef<GstElement> overlay_;
    std::vector<Input> inputs_;
    const bool hasClock_;
    std::size_t step_ = std::size_t(-1); // of the plan, that is set
};

} // namespace confab::render
