// SPDX-License-Identifier: Apache-2.0
#include "media/video/compose/view.hpp"

#include "base/colour.hpp"
#include "media/flow/running_time.hpp"
#include "media/video/draw/image_file.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace confab::media {

namespace {

constexpr auto kGlideStep = std::chrono::milliseconds(16);
constexpr int kKeyframeSeconds = 60; // of what nobody records: each costs a narrow path dearly

Scenery::Settings sceneryOf(const config::LayoutConfig& config)
{
    return {.background = config.background,
            .logo = config.logo,
            .font = config.font,
            .clock = config.clock};
}

// A call matters more than its decoration. At the start of the server it was an error.
void leaveOutIfBad(std::string& image)
{
    if (image.empty() || parseColour(image))
        return;
    if (const auto read = readPng(image); !read) {
        spdlog::warn("{}; the picture does without it", read.error().message);
        image.clear();
    }
}

Result<std::unique_ptr<Scenery>> bestScenery(layout::Size canvas, Scenery::Settings settings)
{
    auto scenery = Scenery::create(canvas, settings);
    if (scenery)
        return scenery;
    leaveOutIfBad(settings.background);
    leaveOutIfBad(settings.logo);
    return Scenery::create(canvas, settings);
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
    : loop_(loop), time_(time), texts_(texts), fps_(settings.video.fps), failed_(std::move(failed)),
      animation_(settings.layout.animation),
      pipeline_(loop, time, "view-" + settings.name, {.failed = failed_, .ended = {}}),
      rungs_(rungsOf({settings.video.width, settings.video.height}, settings.video.bitrateKbps))
{
}

View::~View() = default;

Status View::build(const Settings& settings)
{
    const config::VideoConfig& video = settings.video;
    const layout::Size canvas{video.width, video.height};
    auto scenery = bestScenery(canvas, sceneryOf(settings.layout));
    if (!scenery)
        return scenery.error();
    scenery_ = *std::move(scenery);
    const Rendition::Settings encode{canvas, video.fps, video.bitrateKbps, pictureCodec()};
    auto bin = texts_.build("view", encode.values());
    if (!bin)
        return bin.error();
    bin_ = *bin;
    compositor_ = childOf(bin_.get(), "compositor");
    overlay_ = childOf(bin_.get(), "overlay");
    const auto frames = padOf(compositor_.get(), "src");
    frameBegins_ =
        PadProbe(frames, GST_PAD_PROBE_TYPE_BUFFER,
                 [newest = newest_, pad = frames.get()](GstPadProbeInfo* info) {
                     *newest = runningTime(pad, GST_BUFFER_PTS(GST_PAD_PROBE_INFO_BUFFER(info)));
                     return GST_PAD_PROBE_OK;
                 });
    backdrop_ = std::make_unique<StillSource>(childOf(bin_.get(), "backdrop"), canvas, video.fps);
    gate_ = std::make_unique<Gate>(padOf(overlay_.get(), "sink"));
    snapshot_ = std::make_unique<Snapshot>(loop_, padOf(overlay_.get(), "src"));
    pictures_ = Fanout::beside(padOf(overlay_.get(), "src"));
    gst_bin_add(pipeline_.bin(), bin_.get());
    if (auto status = addRendition(encode); !status)
        return status;
    drawScenery();
    pipeline_.play();
    if (settings.layout.clock)
        minute_ = Timer::every(loop_, std::chrono::seconds(1), [this] { drawScenery(); });
    return Done{};
}

Status View::addRendition(const Rendition::Settings& settings)
{
    best_ = Rendition::in(loop_, bin_);
    if (best_)
        return Done{};
    auto rendition = Rendition::create(loop_, texts_, settings);
    if (!rendition)
        return rendition.error();
    GstElement* encoder = (*rendition)->bin().get();
    gst_bin_add(pipeline_.bin(), encoder);
    if (!gst_element_link(bin_.get(), encoder))
        return Error{Errc::Media, "the texts view and rendition do not fit together"};
    best_ = *std::move(rendition);
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
        auto tile = ViewTile::create(
            {pipeline_, bin_.get(), compositor_.get(), GstClockTime(GST_SECOND / fps_), newest_},
            texts_, *find(peer), *place);
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

Rendition* View::rendition(const Encode& encode) const
{
    if (encode == Encode{})
        return best_.get();
    const auto scaled = scaled_.find(encode);
    return scaled == scaled_.end() ? nullptr : &scaled->second->rendition();
}

// One that cannot be made is no reason to see nothing, if there is something else to see.
Rendition* View::madeRendition(const Encode& encode)
{
    if (auto* made = rendition(encode))
        return made;
    const Rung& what = rungs_.at(encode.rung);
    auto scaled = ScaledRendition::create(
        loop_, time_, texts_, {what.size, fps_, what.mostKbps, *encode.codec, kKeyframeSeconds},
        *pictures_, failed_);
    if (!scaled) {
        spdlog::error("{} of {}x{} cannot be made: {}", encode.codec->name, what.size.width,
                      what.size.height, scaled.error().message);
        return encode.codec == &pictureCodec() ? best_.get() : nullptr;
    }
    return &scaled_.emplace(encode, *std::move(scaled)).first->second->rendition();
}

void View::addReceiver(const Inlet& inlet, const Encode& encode)
{
    if (auto* made = madeRendition(encode))
        made->addReceiver(inlet);
    openGate();
}

void View::removeReceiver(const Inlet& inlet)
{
    best_->removeReceiver(inlet);
    for (const auto& [encode, scaled] : scaled_)
        scaled->rendition().removeReceiver(inlet);
    std::erase_if(scaled_, [](const auto& s) { return !s.second->rendition().isReceived(); });
    openGate();
}

void View::requestKeyframe(const Encode& encode)
{
    if (auto* made = rendition(encode))
        made->requestKeyframe();
}

void View::setKbps(const Encode& encode, int kbps)
{
    if (auto* made = rendition(encode))
        made->setKbps(kbps);
}

std::size_t View::scaledRenditions() const
{
    return scaled_.size();
}

void View::takeSnapshot(Snapshot::Taken taken)
{
    snapshot_->take([this, taken = std::move(taken)](const Result<std::string>& jpeg) {
        openGate();
        taken(jpeg);
    });
    openGate();
}

void View::openGate()
{
    gate_->open(snapshot_->isPending() || best_->isReceived() || !scaled_.empty());
}

} // namespace confab::media
