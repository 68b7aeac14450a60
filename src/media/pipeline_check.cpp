// SPDX-License-Identifier: Apache-2.0
#include "media/pipeline_check.hpp"

#include "media/audio/mix.hpp"
#include "media/codec/codecs.hpp"
#include "media/video/compose/rendition.hpp"

#include <fmt/format.h>

#include <map>
#include <vector>

namespace confab::media {

namespace {

constexpr layout::Size kAnySize{320, 180};
constexpr int kAnyFps = 30, kAnyKbps = 300;

/// The texts, with any values.
std::map<std::string, PipelineTexts::Values> chains()
{
    const auto picture =
        Rendition::Settings{kAnySize, kAnyFps, kAnyKbps, *pictureCodecs().front()}.values();
    std::map<std::string, PipelineTexts::Values> chains{
        {"tile", {}}, {"recorder", {{"fd", "1"}}}, {"view", picture}, {"scaled", picture}};
    std::vector<const Codec*> codecs(pictureCodecs().begin(), pictureCodecs().end());
    codecs.push_back(&soundCodec());
    for (const Codec* codec : codecs) {
        chains[codec->uplinkText];
        chains[codec->downlinkText] = {{"pt", "96"}, {"ssrc", "1"}};
        if (codec->isPicture())
            chains[codec->renditionText] =
                Rendition::Settings{kAnySize, kAnyFps, kAnyKbps, *codec}.values();
    }
    return chains;
}

/// webrtcbin makes what it needs itself. An element of each is not made: it would start a thread.
Status load(const char* element)
{
    const auto known = GRef<GstElementFactory>::adopt(gst_element_factory_find(element));
    const auto loaded = GRef<GstPluginFeature>::adopt(
        known ? gst_plugin_feature_load(GST_PLUGIN_FEATURE(known.get())) : nullptr);
    if (loaded)
        return Done{};
    return Error{Errc::Media,
                 fmt::format("GStreamer has no {}; install {}", element, packageOf(element))};
}

} // namespace

Status checkPipelines(const PipelineTexts& texts)
{
    for (const auto& [name, values] : chains())
        if (auto bin = texts.build(name, values); !bin)
            return bin.error();
    if (auto bin = Mix::buildBin(texts, {.slots = 1}); !bin)
        return bin.error();
    for (const char* element : {"webrtcbin", "nicesrc", "dtlsdec", "srtpdec", "rtpbin"})
        if (auto loaded = load(element); !loaded)
            return loaded;
    return Done{};
}

} // namespace confab::media
