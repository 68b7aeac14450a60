// SPDX-License-Identifier: Apache-2.0
#include "media/video/compose/view.hpp"

#include "media/video/pixels/fast_scaling.hpp"

#include <gst/video/video.h>

#include <algorithm>

namespace confab::media {

namespace {

constexpr gint64 kKeyframeInterval = G_USEC_PER_SEC;
constexpr int kKeyframeSeconds = 5; // a recording can be sought at that grain
constexpr auto kGlideStep = std::chrono::milliseconds(16);

Scenery::Settings sceneryOf(const config::LayoutConfig& config)
{
    return {.background = config.background,
            .logo = config.logo,
            .font = config.font,
            .clock = config.clock};
}

} // namespace

Result<std::unique_ptr<View>> View::create(const Loop& loop, const TimeBase& time,
                                           const PipelineTexts& texts, const Settings& settings,
                                           std::function<void(std::string)> failed)
{
    std::unique_ptr<View> view(new View(loop, time, texts, settings, std::move(failed)));
    if (auto status = view->build(settings); !status)
        return status.error();
    return view;
}

View::View(const Loop& loop, const TimeBase& time, const PipelineTexts& texts,
           const Settings& settings, std::function<void(std::string)> failed)
    : loop_(loop), texts_(texts), animation_(settings.layout.animation),
      pipeline_(loop, time, "view-" + settings.name, {.failed = std::move(failed), .ended = {}})
{
}

View::~View() = default;

Status View::build(const Settings& settings)
{
    const config::VideoConfig& video = settings.video;
    const layout::Size canvas{video.width, video.height};
    auto scenery = Scenery::create(canvas, sceneryOf(settings.layout));
    if (!scenery)
        return scenery.error();
    scenery_ = *std::move(scenery);
    auto bin = texts_.build("view",
                            {{"width", std::to_string(video.width)},
                             {"height", std::to_string(video.height)},
                             {"fps", std::to_string(video.fps)},
                             {"bitrate", std::to_string(video.bitrateKbps * 1000)},
                             {"keyframe-frames", std::to_string(video.fps * kKeyframeSeconds)}});
    if (!bin)
        return bin.error();
    bin_ = *bin;
    compositor_ = childOf(bin_.get(), "compositor");
    overlay_ = childOf(bin_.get(), "overlay");
    backdrop_ = std::make_unique<StillSource>(childOf(bin_.get(), "backdrop"), canvas, video.fps);
    encoderGate_ = std::make_unique<Gate>(padOf(overlay_.get(), "sink"));
    snapshot_ = std::make_unique<Snapshot>(loop_, padOf(overlay_.get(), "src"));
    frames_ = std::make_unique<Fanout>(childOf(bin_.get(), "out"), Fanout::Kind::Encoded);
    gst_bin_add(pipeline_.bin(), bin_.get());
    drawScenery();
    pipeline_.play();
    if (settings.layout.clock)
        minute_ = Timer::every(loop_, std::chrono::seconds(1), [this] { drawScenery(); });
    return Done{};
}

Status View::show(const room::Picture& picture, const Find& find)
{
    std::map<room::PeerId, const room::PictureTile*> shown;
    for (const auto& tile : picture.tiles)
        if (!tile.peer.empty() && find(tile.peer))
            shown.emplace(tile.peer, &tile);
    std::erase_if(tiles_, [&](const auto& tile) { return !shown.contains(tile.first); });
    picture_ = picture;
    for (const auto& [peer, place] : shown) {
        if (const auto known = tiles_.find(peer); known != tiles_.end()) {
            known->second->moveTo(*place);
            continue;
        }
        auto tile = ViewTile::create({pipeline_, bin_.get(), compositor_.get()}, texts_,
                                     *find(peer), *place);
        if (!tile)
            return tile.error();
        tiles_.emplace(peer, *std::move(tile));
    }
    glide();
    return Done{};
}

void View::drop(const room::PeerId& peer)
{
    tiles_.erase(peer);
}

// From where it is to where it belongs, all tiles at once.
void View::glide()
{
    glideStartUs_ = g_get_monotonic_time();
    if (!glideStep_)
        glideStep_ = Timer::every(loop_, kGlideStep, [this] { glideStep(); });
    drawScenery();
    glideStep();
}

void View::glideStep()
{
    const double f = animation_.count() == 0
        ? 1
        : std::min(1., double(g_get_monotonic_time() - glideStartUs_) / 1000 / animation_.count());
    bool moving = false;
    for (const auto& [peer, tile] : tiles_)
        moving = tile->glide(f) || moving;
    if (f >= 1 || !moving) {
        glideStep_ = {};
        drawScenery();
    }
}

bool View::isGliding(const room::PeerId& peer) const
{
    const auto tile = tiles_.find(peer);
    return tile != tiles_.end() && tile->second->isGliding();
}

// What moves has no name until it has arrived.
void View::drawScenery()
{
    room::Picture drawn = picture_;
    for (auto& tile : drawn.tiles)
        if (isGliding(tile.peer))
            tile.label = tile.muted = tile.hand = tile.speaking = false;
    backdrop_->show(scenery_->backdrop(drawn));
    setOverlay(overlay_.get(), scenery_->of(drawn));
}

void View::addReceiver(const Inlet& inlet)
{
    frames_->add(inlet);
    openEncoder();
    requestKeyframe();
}

void View::removeReceiver(const Inlet& inlet)
{
    frames_->remove(inlet);
    openEncoder();
}

void View::takeSnapshot(Snapshot::Taken taken)
{
    snapshot_->take([this, taken = std::move(taken)](const Result<std::string>& jpeg) {
        openEncoder();
        taken(jpeg);
    });
    openEncoder();
}

// Or the overlay alone, which lies behind the same gate: then the encoder has a frame or two for
// nobody.
void View::openEncoder()
{
    encoderGate_->open(!frames_->empty() || snapshot_->isPending());
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

} // namespace confab::media
