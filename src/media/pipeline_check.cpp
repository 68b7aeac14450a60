// SPDX-License-Identifier: Apache-2.0
#include "media/pipeline_check.hpp"

#include "media/codec/codecs.hpp"
#include "media/video/compose/rendition.hpp"

#include <fmt/format.h>

#include <map>
#include <vector>

namespace confab::media {

namespace {

constexpr layout::Size kAnySize{320, 180};
constexpr int kAnyFps = 30, kAnyKbps = 300;

} // namespace

Status checkPipelines(const PipelineTexts& texts)
{
    std::map<std::string, PipelineTexts::Values> rest{{"tile", {}}, {"recorder", {{"fd", "1"}}}};
    std::vector<const Codec*> codecs(pictureCodecs().begin(), pictureCodecs().end());
    codecs.push_back(&soundCodec());
    for (const Codec* codec : codecs) {
        rest[codec->uplinkText];
        rest[codec->downlinkText] = {{"pt", "96"}, {"ssrc", "1"}};
        if (codec->isPicture())
            rest[codec->renditionText] =
                Rendition::Settings{kAnySize, kAnyFps, kAnyKbps, *codec}.values();
    }
    for (const auto& [name, values] : rest)
        if (auto bin = texts.build(name, values); !bin)
            return bin.error();
    for (const char* element :
         {"webrtcbin", "nicesrc", "nicesink", "dtlsenc", "dtlsdec", "srtpenc", "srtpdec", "rtpbin"})
        if (!GRef<GstElement>::sink(gst_element_factory_make(element, nullptr)))
            return Error{
                Errc::Media,
                fmt::format("GStreamer has no {}; install {}", element, packageOf(element))};
    return Done{};
}

} // namespace confab::media
