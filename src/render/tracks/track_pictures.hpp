// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/gst/gst_ref.hpp"
#include "media/flow/pipeline_texts.hpp"
#include "render/tracks/track_reader.hpp"

#include <chrono>
#include <memory>

namespace confab::render {

/// The pictures of one track, decoded as they are asked for, by a pipeline of its own.
///
/// Thread: any, one at a time; it decodes a few pictures ahead on another one.
class TrackPictures {
public:
    /// Errc::Media: the decoder cannot be built.
    static Result<std::unique_ptr<TrackPictures>> open(const media::PipelineTexts& texts,
                                                       TrackReader reader);
    ~TrackPictures();
    TrackPictures(const TrackPictures&) = delete;
    TrackPictures& operator=(const TrackPictures&) = delete;

    /// The picture of that moment (of the file): the newest that is not later. I420; null: none
    /// yet. Moments must not decrease. Waits for the decoder, 10 s at most; after that the picture
    /// stays as it is.
    GRef<GstSample> at(std::chrono::nanoseconds t);

private:
    explicit TrackPictures(GRef<GstElement> pipeline);
    GRef<GstSample> pull();

    GRef<GstElement> pipeline_, out_;
    GRef<GstSample> current_, next_;
    bool ended_ = false;
};

} // namespace confab::render
