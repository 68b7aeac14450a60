// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "media/flow/fanout.hpp"
#include "media/flow/pipeline.hpp"

#include <memory>
#include <string>

namespace confab::test {

/// A pipeline of a test's own that ends in an sink called `out`, joined to others by a Fanout.
class Source {
public:
    Source(const Loop& loop, const media::TimeBase& time, const std::string& text,
           media::Fanout::Kind kind)
        : pipeline_(loop, time, "test-source", {.failed = [](std::string) {}, .ended = {}})
    {
        const auto bin = GRef<GstElement>::sink(gst_parse_bin_from_description(
            (text + " ! fakesink name=out sync=false async=false enable-last-sample=false").c_str(),
            FALSE, nullptr));
        fanout_ = std::make_unique<media::Fanout>(media::childOf(bin.get(), "out"), kind);
        gst_bin_add(pipeline_.bin(), bin.get());
        pipeline_.play();
    }

    /// A live picture of one colour (0xAARRGGBB).
    static std::unique_ptr<Source> colour(const Loop& loop, const media::TimeBase& time,
                                          const std::string& argb, int width = 640,
                                          int height = 360)
    {
        return std::make_unique<Source>(
            loop, time,
            "videotestsrc is-live=true pattern=solid-color foreground-color=" + argb
                + " ! video/x-raw,format=I420,framerate=30/1,width=" + std::to_string(width)
                + ",height=" + std::to_string(height) + ",colorimetry=bt601", // as an uplink's
            media::Fanout::Kind::Raw);
    }

    media::Fanout& fanout() { return *fanout_; }

private:
    media::Pipeline pipeline_;
    std::unique_ptr<media::Fanout> fanout_;
};

} // namespace confab::test
