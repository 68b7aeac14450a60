// SPDX-License-Identifier: Apache-2.0
#include "media/video/compose/scaled_rendition.hpp"

#include <fmt/format.h>

namespace confab::media {

namespace {

constexpr int kEconomical = 400; // kbit/s: below, paths are so narrow that each one counts

} // namespace

Result<std::unique_ptr<ScaledRendition>>
ScaledRendition::create(const Loop& loop, const TimeBase& time, const PipelineTexts& texts,
                        const Rendition::Settings& settings, Fanout& pictures,
                        std::function<void(std::string)> failed)
{
    auto scaler = texts.build("scaled", settings.values());
    if (!scaler)
        return scaler.error();
    auto rendition = Rendition::create(loop, texts, settings);
    if (!rendition)
        return rendition.error();
    std::unique_ptr<ScaledRendition> scaled(new ScaledRendition(
        loop, time, pictures, *scaler, *std::move(rendition), std::move(failed)));
    scaled->rendition_->allowKeyframes();
    if (settings.kbps < kEconomical)
        scaled->rendition_->economise();
    if (!gst_element_link(scaler->get(), scaled->rendition_->bin().get()))
        return Error{Errc::Media, "the texts scaled and rendition do not fit together"};
    scaled->pipeline_.play();
    pictures.add(scaled->in_);
    return scaled;
}

ScaledRendition::ScaledRendition(const Loop& loop, const TimeBase& time, Fanout& pictures,
                                 const GRef<GstElement>& scaler,
                                 std::unique_ptr<Rendition> rendition,
                                 std::function<void(std::string)> failed)
    : pictures_(pictures),
      pipeline_(loop, time, "rendition", {.failed = std::move(failed), .ended = {}}),
      rendition_(std::move(rendition)), in_(childOf(scaler.get(), "in"), Inlet::Start::Anywhere)
{
    gst_bin_add_many(pipeline_.bin(), scaler.get(), rendition_->bin().get(), nullptr);
}

ScaledRendition::~ScaledRendition()
{
    pictures_.remove(in_);
}

} // namespace confab::media
