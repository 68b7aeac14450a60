// SPDX-License-Identifier: Apache-2.0
#include "media/video/view.hpp"

#include <gst/video/video.h>

#include <algorithm>

namespace confab {

namespace {

constexpr gint64 kKeyframeInterval = G_USEC_PER_SEC;
constexpr int kKeyframeSeconds = 5; // a recording can be sought at that grain

// The default scaler is the main waste of a compositor: nine 360p inputs into 720p cost 25 core-%
// with it and 8.5 so. Only works from code; the launch syntax has no effect (1.22).
StructurePtr fastScaling()
{
    return StructurePtr(
        gst_structure_new("GstVideoConverter", GST_VIDEO_CONVERTER_OPT_RESAMPLER_METHOD,
                          GST_TYPE_VIDEO_RESAMPLER_METHOD, GST_VIDEO_RESAMPLER_METHOD_LINEAR,
                          GST_VIDEO_RESAMPLER_OPT_MAX_TAPS, G_TYPE_UINT, 2u, nullptr));
}

} // namespace

Result<std::unique_ptr<View>> View::create(const Loop& loop, const TimeBase& time,
                                           const PipelineTexts& texts, const VideoConfig& config,
                                           std::function<void(std::string)> failed)
{
    std::unique_ptr<View> view(new View(loop, time, texts, std::move(failed)));
    if (auto status = view->build(config); !status)
        return status.error();
    return view;
}

View::View(const Loop& loop, const TimeBase& time, const PipelineTexts& texts,
           std::function<void(std::string)> failed)
    : loop_(loop), texts_(texts),
      pipeline_(loop, time, "view-main", {.failed = std::move(failed), .ended = {}})
{
}

View::~View()
{
    while (!tiles_.empty())
        drop(tiles_.begin()->first);
}

Status View::build(const VideoConfig& config)
{
    auto bin = texts_.build("view",
                            {{"width", std::to_string(config.width)},
                             {"height", std::to_string(config.height)},
                             {"fps", std::to_string(config.fps)},
                             {"bitrate", std::to_string(config.bitrateKbps * 1000)},
                             {"keyframe-frames", std::to_string(config.fps * kKeyframeSeconds)}});
    if (!bin)
        return bin.error();
    bin_ = *bin;
    compositor_ = childOf(bin_.get(), "compositor");
    encoderGate_ = std::make_unique<Gate>(padOf(childOf(bin_.get(), "encoder").get(), "sink"));
    frames_ = std::make_unique<Fanout>(childOf(bin_.get(), "out"), Fanout::Kind::Encoded);
    gst_bin_add(pipeline_.bin(), bin_.get());
    pipeline_.play();
    return Done{};
}

Status View::show(const std::vector<Shown>& shown)
{
    std::vector<std::string> gone;
    for (const auto& [id, tile] : tiles_)
        if (std::none_of(shown.begin(), shown.end(), [&](auto& s) { return s.id == id; }))
            gone.push_back(id);
    for (const auto& id : gone)
        drop(id);
    for (const Shown& s : shown) {
        const auto tile = tiles_.find(s.id);
        if (tile != tiles_.end())
            place(tile->second, s.rect);
        else if (auto status = addTile(s); !status)
            return status;
    }
    return Done{};
}

void View::drop(const std::string& id)
{
    const auto tile = tiles_.find(id);
    if (tile == tiles_.end())
        return;
    removeTile(tile->second);
    tiles_.erase(tile);
}

Status View::addTile(const Shown& shown)
{
    auto bin = texts_.build("tile");
    if (!bin)
        return bin.error();
    const auto pad =
        GRef<GstPad>::adopt(gst_element_request_pad_simple(compositor_.get(), "sink_%u"));
    g_object_set(pad.get(), "converter-config", fastScaling().get(), "zorder", 1u, nullptr);
    Tile tile{*bin,
              pad,
              Inlet(childOf(bin->get(), "in"), Inlet::Start::Anywhere),
              std::make_unique<Gate>(padOf(bin->get(), "src")),
              shown.pictures,
              {}};
    tile.gate->open(true);
    place(tile, shown.rect);
    pipeline_.add(tile.bin, GST_BIN(bin_.get()));
    // No caps check: aspectratiocrop (1.22) has none to show before the first picture.
    gst_pad_link_full(padOf(tile.bin.get(), "src").get(), pad.get(), GST_PAD_LINK_CHECK_HIERARCHY);
    tile.source->add(tile.inlet);
    tiles_.emplace(shown.id, std::move(tile));
    return Done{};
}

void View::place(Tile& tile, const Rect& rect)
{
    if (tile.rect == rect)
        return;
    tile.rect = rect;
    const auto crop = childOf(tile.bin.get(), "crop");
    g_object_set(crop.get(), "aspect-ratio", rect.width, rect.height, nullptr);
    g_object_set(tile.pad.get(), "xpos", rect.x, "ypos", rect.y, "width", rect.width, "height",
                 rect.height, nullptr);
}

// The pad first: in the other order the streaming thread sits in the aggregator's chain while
// set_state waits for it. Before that the gate: a picture that finds no pad any more is an error of
// the whole view.
void View::removeTile(Tile& tile)
{
    tile.source->remove(tile.inlet);
    tile.gate->open(false);
    gst_element_release_request_pad(compositor_.get(), tile.pad.get());
    pipeline_.remove(tile.bin);
}

void View::addReceiver(const Inlet& inlet)
{
    frames_->add(inlet);
    encoderGate_->open(true);
    requestKeyframe();
}

void View::removeReceiver(const Inlet& inlet)
{
    frames_->remove(inlet);
    encoderGate_->open(!frames_->empty());
}

void View::requestKeyframe()
{
    if (nextKeyframe_)
        return;
    const gint64 wait = lastKeyframeUs_ + kKeyframeInterval - g_get_monotonic_time();
    if (wait <= 0)
        return forceKeyframe();
    nextKeyframe_ = Timer::once(loop_, std::chrono::milliseconds(wait / 1000 + 1), [this] {
        nextKeyframe_ = {};
        forceKeyframe();
    });
}

void View::forceKeyframe()
{
    lastKeyframeUs_ = g_get_monotonic_time();
    gst_pad_push_event(padOf(childOf(bin_.get(), "out").get(), "sink").get(),
                       gst_video_event_new_upstream_force_key_unit(GST_CLOCK_TIME_NONE, TRUE, 0));
}

} // namespace confab
