// SPDX-License-Identifier: Apache-2.0
#include "render/pipeline/render_pipeline.hpp"

#include "media/video/draw/scenery.hpp"
#include "media/video/pixels/fast_scaling.hpp"
#include "render/pipeline/backdrop_feed.hpp"
#include "render/pipeline/picture_feed.hpp"
#include "render/pipeline/sound_feed.hpp"
#include "render/pipeline/stage.hpp"
#include "render/tracks/on_demand.hpp"

#include <spdlog/spdlog.h>

namespace confab::render {

using namespace std::chrono_literals;

namespace {

constexpr int kKeyframeSeconds = 5; // the file can be sought at that grain
constexpr RecordedCall::Time kBlock = 10ms; // of silence
// voaacenc (0.1.3) puts 1600 samples before the first one, and does not tell mp4mux (1.22).
constexpr RecordedCall::Time kAacDelay = std::chrono::nanoseconds(1s) * 1600 / 48000;

Result<GRef<GstElement>> buildBin(const media::PipelineTexts& texts, RenderFormat format,
                                  const config::VideoConfig& video, RecordedCall::Time length)
{
    auto file = texts.text(format == RenderFormat::Mp4 ? "render-mp4" : "render-webm",
                           {{"bitrate", std::to_string(video.bitrateKbps * 1000)},
                            {"kbps", std::to_string(video.bitrateKbps)},
                            {"keyframe-frames", std::to_string(video.fps * kKeyframeSeconds)}});
    if (!file)
        return file.error();
    return texts.build("render",
                       {{"width", std::to_string(video.width)},
                        {"height", std::to_string(video.height)},
                        {"fps", std::to_string(video.fps)},
                        {"blocks", std::to_string(std::max<long>(1, length / kBlock))},
                        {"file", *file}});
}

/// `now`: what a clock shows; null: none.
Result<std::unique_ptr<media::Scenery>> makeScenery(const config::VideoConfig& video,
                                                    const config::LayoutConfig& layout,
                                                    std::function<std::time_t()> now)
{
    return media::Scenery::create({video.width, video.height},
                                  {.background = layout.background,
                                   .logo = layout.logo,
                                   .font = layout.font,
                                   .clock = now != nullptr,
                                   .now = now});
}

GRef<GstElement> makeSource(GstElement* bin)
{
    auto source = GRef<GstElement>::sink(gst_element_factory_make("appsrc", nullptr));
    g_object_set(source.get(), "format", GST_FORMAT_TIME, nullptr);
    gst_bin_add(GST_BIN(bin), source.get());
    return source;
}

GRef<GstPad> requestPad(GstElement* element)
{
    return GRef<GstPad>::adopt(gst_element_request_pad_simple(element, "sink_%u"));
}

} // namespace

Status RenderPipeline::check(const media::PipelineTexts& texts, RenderFormat format)
{
    if (auto bin = buildBin(texts, format, {}, 1s); !bin)
        return bin.error();
    for (const char* name : {"render-picture", "render-sound"})
        if (auto bin = texts.build(name); !bin)
            return bin.error();
    return Done{};
}

Result<std::unique_ptr<RenderPipeline>> RenderPipeline::create(const Loop& loop, Setup setup,
                                                               Events events)
{
    const FrameGrid grid(setup.video.fps, setup.manifest.length());
    std::unique_ptr<RenderPipeline> made(new RenderPipeline(loop, grid, std::move(events)));
    if (auto status = made->build(setup); !status)
        return status.error();
    made->pipeline_.play();
    return made;
}

RenderPipeline::RenderPipeline(const Loop& loop, const FrameGrid& grid, Events events)
    : grid_(grid), pipeline_(loop, media::TimeBase(), "render",
                             {.failed = std::move(events.failed), .ended = std::move(events.ended)})
{
}

Status RenderPipeline::build(const Setup& setup)
{
    auto bin = buildBin(setup.texts, setup.format, setup.video, setup.manifest.length());
    if (!bin)
        return bin.error();
    bin_ = *std::move(bin);
    compositor_ = media::childOf(bin_.get(), "compositor");
    g_object_set(media::childOf(bin_.get(), "file").get(), "location", setup.file.c_str(), nullptr);
    if (setup.format == RenderFormat::Mp4) // else in /tmp, which may be small
        g_object_set(media::childOf(bin_.get(), "mux").get(), "faststart-file",
                     (setup.file + ".data").c_str(), nullptr);
    gst_bin_add(pipeline_.bin(), bin_.get());
    if (auto status = addPictures(setup); !status)
        return status;
    return addSounds(setup);
}

Status RenderPipeline::addPictures(const Setup& setup)
{
    const bool hasClock = setup.layout.clock && setup.manifest.timeOfDay({}) > 0;
    std::function<std::time_t()> now;
    if (hasClock)
        now = [&manifest = setup.manifest, position = position_] {
            return manifest.timeOfDay(RecordedCall::Time(*position));
        };
    auto behind = makeScenery(setup.video, setup.layout, {});
    auto above = makeScenery(setup.video, setup.layout, now);
    if (!behind || !above)
        return behind ? above.error() : behind.error();
    const auto backdrop = std::make_shared<BackdropFeed>(*std::move(behind), grid_, setup.plan);
    feedOnDemand(media::childOf(bin_.get(), "backdrop").get(),
                 [backdrop] { return backdrop->next(); });
    std::vector<Stage::Input> inputs;
    for (const auto& track : setup.tracks)
        if (!track.recorded.index.pictures.empty())
            inputs.push_back({track.recorded.file.file, addInput(setup, track)});
    const auto stage =
        std::make_shared<Stage>(setup.plan, *std::move(above),
                                media::childOf(bin_.get(), "overlay"), std::move(inputs), hasClock);
    staged_ = Signal::connect<void(GstSegment*, guint64, guint64, guint64, GstStructure*)>(
        compositor_.get(), "samples-selected",
        [stage, position = position_](GstSegment*, guint64 pts, guint64, guint64, GstStructure*) {
            *position = gint64(pts);
            stage->set(PicturePlan::Time(pts));
        });
    return Done{};
}

GRef<GstPad> RenderPipeline::addInput(const Setup& setup, const OpenTrack& track)
{
    const auto source = makeSource(bin_.get());
    auto pad = requestPad(compositor_.get());
    media::scaleFast(pad.get(), true);
    g_object_set(pad.get(), "alpha", 0., nullptr);
    gst_pad_link(media::padOf(source.get(), "src").get(), pad.get());
    const auto open = [&texts = setup.texts, &track,
                       mostPixels =
                           setup.video.maxUplinkPixels]() -> std::unique_ptr<TrackPictures> {
        auto reader = TrackReader::open(track.file, TrackReader::Kind::Pictures, mostPixels);
        auto pictures = reader ? TrackPictures::open(texts, *std::move(reader))
                               : Result<std::unique_ptr<TrackPictures>>(reader.error());
        if (pictures)
            return *std::move(pictures);
        spdlog::error("{}: {}", track.recorded.file.file, pictures.error().message);
        return nullptr;
    };
    const auto& file = track.recorded.file;
    const auto feed = std::make_shared<PictureFeed>(
        PictureFeed::Track{file.file, file.span.from, open}, grid_, setup.plan);
    feedOnDemand(source.get(), [feed] { return feed->next(); });
    return pad;
}

Status RenderPipeline::addSounds(const Setup& setup)
{
    const auto mixer = media::childOf(bin_.get(), "mixer");
    for (const auto& track : setup.tracks) {
        if (!track.recorded.index.sound)
            continue;
        auto reader = TrackReader::open(track.file, TrackReader::Kind::Sound, 0);
        if (!reader)
            return reader.error();
        auto sound = setup.texts.build("render-sound");
        if (!sound)
            return sound.error();
        const auto feed = std::make_shared<SoundFeed>(
            *std::move(reader), track.recorded.file.span,
            setup.format == RenderFormat::Mp4 ? kAacDelay : RecordedCall::Time{});
        feedOnDemand(media::childOf(sound->get(), "in").get(), [feed] { return feed->next(); });
        gst_bin_add(GST_BIN(bin_.get()), sound->get());
        const auto pad = requestPad(mixer.get());
        gst_pad_link(media::padOf(sound->get(), "src").get(), pad.get());
    }
    return Done{};
}

} // namespace confab::render
