// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "media/flow/pipeline.hpp"
#include "media/video/compose/rendition.hpp"

#include <functional>
#include <memory>
#include <string>

namespace confab::media {

/// A smaller encode of a view, or one of another codec, in a pipeline and thread of its own: scaled
/// once, for all who receive it. It exists only while somebody does.
///
/// Thread: the control thread.
class ScaledRendition {
public:
    /// Takes the view's pictures from `pictures`, which is borrowed. Errc::Media.
    static Result<std::unique_ptr<ScaledRendition>> create(const Loop& loop, const TimeBase& time,
                                                           const PipelineTexts& texts,
                                                           const Rendition::Settings& settings,
                                                           Fanout& pictures,
                                                           std::function<void(std::string)> failed);
    ~ScaledRendition();
    ScaledRendition(const ScaledRendition&) = delete;
    ScaledRendition& operator=(const ScaledRendition&) = delete;

    Rendition& rendition() { return *rendition_; }

private:
    ScaledRendition(const Loop& loop, const TimeBase& time, Fanout& pictures,
                    const GRef<GstElement>& scaler, std::unique_ptr<Rendition> rendition,
                    std::function<void(std::string)> failed);

    Fanout& pictures_;
    Pipeline pipeline_;
    std::unique_ptr<Rendition> rendition_;
    Inlet in_;
};

} // namespace confab::media
