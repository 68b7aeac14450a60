// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "config/config.hpp"
#include "media/flow/pipeline.hpp"
#include "media/flow/pipeline_texts.hpp"
#include "render/plan/frame_grid.hpp"
#include "render/plan/picture_plan.hpp"
#include "render/plan/recorded_call.hpp"
#include "render/plan/track_folder.hpp"

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace confab::render {

enum class RenderFormat { WebM, Mp4 };

/// Decodes tracks, composes and mixes them along a plan, encodes that and writes a file, as fast as
/// it can.
///
/// Thread: the control thread.
class RenderPipeline {
public:
    struct Setup {
        const media::PipelineTexts& texts;
        config::VideoConfig video;
        config::LayoutConfig layout;
        RenderFormat format = RenderFormat::WebM;
        std::string file; ///< that is written; it is there already
        const RecordedCall& manifest; ///< stays there as long as this
        std::shared_ptr<const PicturePlan> plan;
        const std::vector<OpenTrack>& tracks; ///< stay there as long as this
    };
    struct Events {
        std::function<void()> ended; ///< the file is whole
        std::function<void(std::string)> failed;
    };

    /// Builds, as a test, the parts that every rendering needs. Errc::Media names what is missing,
    /// and the package that brings it.
    static Status check(const media::PipelineTexts& texts, RenderFormat format);

    /// Starts at once.
    static Result<std::unique_ptr<RenderPipeline>> create(const Loop& loop, Setup setup,
                                                          Events events);

    /// How far the picture has got.
    RecordedCall::Time position() const { return RecordedCall::Time(position_->load()); }

private:
    RenderPipeline(const Loop& loop, const FrameGrid& grid, Events events);

    Status build(const Setup& setup);
    Status addPictures(const Setup& setup);
    Status addSounds(const Setup& setup);
    GRef<GstPad> addInput(const Setup& setup, const OpenTrack& track);

    const FrameGrid grid_;
    media::Pipeline pipeline_;
    GRef<GstElement> bin_, compositor_;
    std::shared_ptr<std::atomic<gint64>> position_ = std::make_shared<std::atomic<gint64>>(0);
    Signal staged_;
};

} // namespace confab::render
