// SPDX-License-Identifier: Apache-2.0
#include "render/render_command.hpp"

#include "archive/recording_name.hpp"
#include "base/cli/values.hpp"
#include "base/glib/log.hpp"
#include "base/gst/gst_log.hpp"
#include "base/json/json.hpp"
#include "base/size_text.hpp"
#include "config/config.hpp"
#include "layout/book/layout_book.hpp"
#include "media/video/pixels/overlay.hpp"
#include "render/output_file.hpp"
#include "render/plan/render_room.hpp"
#include "render/plan/track_folder.hpp"
#include "render/render_run.hpp"
#include "sandbox/sandbox.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <iostream>

namespace confab::render {

namespace {

namespace fs = std::filesystem;

struct RenderOptions {
    std::string manifest;
    std::string layout; ///< name or file; empty: as recorded
    std::string output; ///< empty: beside the manifest
    std::string size; ///< empty: as recorded
    std::string config, pipelines;
    int fps = 0; ///< 0: as recorded
    int kbps = 0; ///< 0: as configured
    bool force = false, json = false;
};

/// What is to be made, once all of it has been checked.
struct RenderJob {
    RecordedCall manifest;
    config::Config config;
    layout::LayoutBook book;
    RenderLook look;
    std::string output;
    RenderFormat format = RenderFormat::WebM;
};

Result<layout::Size> parseSize(const std::string& text)
{
    const auto size = parseEvenSize(text);
    if (!size || std::min(size->width, size->height) < 90
        || std::max(size->width, size->height) > 3840 || std::max(size->width, size->height) < 160)
        return Error{Errc::InvalidArgument,
                     "--size is like 1280x720: even numbers, 160x90 to 3840"};
    return layout::Size{size->width, size->height};
}

bool isFileName(const std::string& text)
{
    return text.find('/') != text.npos || text.ends_with(".json");
}

Status chooseLayout(const RenderOptions& o, RenderJob& job)
{
    job.look.layout = job.config.layout;
    job.look.followRecording = o.layout.empty();
    if (o.layout.empty()) {
        job.look.layout.name = "auto";
        return Done{};
    }
    const auto layout = isFileName(o.layout) ? job.book.addFile(o.layout) : job.book.find(o.layout);
    if (!layout)
        return layout.error();
    job.look.layout.name = (*layout)->name();
    return Done{};
}

/// The bitrate that is configured for the live canvas, in proportion to the size.
int kbpsFor(layout::Size canvas, const config::VideoConfig& live)
{
    const double share = double(canvas.width) * canvas.height / (double(live.width) * live.height);
    return std::clamp(int(live.bitrateKbps * share), 300, 50000);
}

Status chooseCanvas(const RenderOptions& o, RenderJob& job)
{
    config::VideoConfig& video = job.look.video;
    video = job.config.video;
    layout::Size canvas = job.manifest.canvas;
    if (!o.size.empty()) {
        const auto size = parseSize(o.size);
        if (!size)
            return size.error();
        canvas = *size;
    }
    video.bitrateKbps = o.kbps ? o.kbps : kbpsFor(canvas, video);
    video.width = canvas.width;
    video.height = canvas.height;
    video.fps = o.fps ? o.fps : job.manifest.fps;
    return Done{};
}

Status chooseOutput(const RenderOptions& o, RenderJob& job)
{
    job.output = o.output;
    if (job.output.empty())
        job.output = fs::path(o.manifest).replace_filename(archive::renderedFile(job.manifest.id));
    if (job.output.ends_with(".mp4"))
        job.format = RenderFormat::Mp4;
    else if (!job.output.ends_with(".webm"))
        return Error{Errc::InvalidArgument, "the output's name must end in .webm or .mp4"};
    return Done{};
}

Result<RenderJob> prepare(const RenderOptions& o)
{
    auto manifest = loadRecordedCall(o.manifest);
    if (!manifest)
        return manifest.error();
    auto config = config::loadConfig(o.config);
    if (!config)
        return config.error();
    RenderJob job{.manifest = *std::move(manifest), .config = *config};
    job.config = config->of(job.manifest.room);
    auto book = layout::LayoutBook::open(job.config.layout.folder, "auto");
    if (!book)
        return book.error();
    job.book = *std::move(book);
    for (const auto choose : {chooseLayout, chooseCanvas, chooseOutput})
        if (auto status = choose(o, job); !status)
            return status.error();
    return job;
}

int complain(const RenderOptions& o, const std::string& problem)
{
    if (o.json)
        std::cout << toJsonText({{"event", "error"}, {"message", problem}}) << std::endl;
    std::cerr << "confab render: " << problem << "\n";
    return 1;
}

void warn(const RenderOptions& o, const std::vector<std::string>& warnings)
{
    for (const auto& text : warnings) {
        if (o.json)
            std::cout << toJsonText({{"event", "warning"}, {"message", text}}) << std::endl;
        std::cerr << "confab render: " << text << "\n";
    }
}

void reportDone(const RenderOptions& o, const RenderJob& job, std::chrono::nanoseconds spent)
{
    const double length = double(job.manifest.length().count()) / 1e9;
    const double speed = length * 1e9 / double(spent.count());
    std::error_code ec;
    const auto bytes = fs::file_size(job.output, ec);
    if (o.json)
        std::cout << nlohmann::ordered_json{{"event", "done"},
                                            {"file", job.output},
                                            {"seconds", length},
                                            {"bytes", bytes},
                                            {"speed", std::round(speed * 100) / 100}}
                         .dump()
                  << std::endl;
    else
        std::cout << fmt::format("{}: {:.1f} s, {:.1f} MB, rendered at {:.1f}x of real time\n",
                                 job.output, length, double(bytes) / 1e6, speed);
}

std::string folderOf(const std::string& file)
{
    const auto folder = fs::path(file).parent_path();
    return folder.empty() ? "." : folder.string();
}

/// Before anything of the tracks is read.
Status confine(const RenderOptions& o, const RenderJob& job, const std::string& pipelines)
{
    const auto& look = job.look.layout;
    const auto strength =
        sandbox::enter({.readable = {folderOf(o.manifest), pipelines, look.background, look.logo},
                        .changeable = {folderOf(job.output)}});
    if (!strength)
        return strength.error();
    if (const auto warning = sandbox::warningOf(*strength); !warning.empty())
        warn(o, {warning});
    return Done{};
}

Status render(const RenderOptions& o, RenderJob& job)
{
    const auto& pipelines = o.pipelines.empty() ? job.config.server.pipelines : o.pipelines;
    const media::PipelineTexts texts(pipelines);
    if (auto status = RenderPipeline::check(texts, job.format); !status)
        return status;
    if (auto status = confine(o, job, pipelines); !status)
        return status;
    // Only a probe; the real one is made later. Until the run begins, Ctrl-C ends the process at
    // once, and would leave the file there.
    if (const auto probe = OutputFile::create(job.output, o.force); !probe)
        return probe.error();
    std::vector<std::string> warnings;
    const auto tracks =
        openTracks(job.manifest, folderOf(o.manifest), job.config.video.maxUplinkPixels, warnings);
    warn(o, warnings);
    if (!tracks)
        return tracks.error();
    std::vector<RecordedTrack> recorded;
    for (const auto& track : *tracks)
        recorded.push_back(track.recorded);
    warnings.clear();
    const auto plan = std::make_shared<const PicturePlan>(planPictures(
        timelineOf(job.manifest, recorded), job.manifest.length(), job.look, job.book, warnings));
    warn(o, warnings);
    auto output = OutputFile::create(job.output, o.force);
    if (!output)
        return output.error();
    RenderProgress progress(o.json);
    const auto spent = runRender({.texts = texts,
                                  .video = job.look.video,
                                  .layout = job.look.layout,
                                  .format = job.format,
                                  .file = output->temporary(),
                                  .manifest = job.manifest,
                                  .plan = plan,
                                  .tracks = *tracks},
                                 progress);
    if (!spent)
        return spent.error();
    if (auto status = output->commit(); !status)
        return status;
    reportDone(o, job, *spent);
    return Done{};
}

int runCommand(const RenderOptions& o)
{
    auto job = prepare(o);
    if (!job)
        return complain(o, job.error().message);
    startLog("render", "error");
    std::signal(SIGPIPE, SIG_IGN);
    gst_init(nullptr, nullptr);
    bridgeGstLog();
    media::registerCanvasOverlay();
    const auto status = render(o, *job);
    return status ? 0 : complain(o, status.error().message);
}

} // namespace

void addRenderCommand(CLI::App& app, int& status)
{
    auto o = std::make_shared<RenderOptions>();
    CLI::App* render = app.add_subcommand(
        "render", "Compose a new video from the separate tracks of a finished recording");
    render->add_option("manifest", o->manifest, "The recording's manifest, ID.json")
        ->required()
        ->type_name("MANIFEST");
    render->add_option("--layout", o->layout,
                       "A name or alias of `confab layouts`, or the file of a custom layout (with "
                       "/ or .json in it); default: the layouts that the room had");
    render
        ->add_option("-o,--output", o->output,
                     "What to write: .webm (VP8 and Opus) or .mp4 (H.264 and AAC); default: "
                     "ID.render.webm beside the manifest")
        ->type_name("FILE");
    render
        ->add_option("--size", o->size, "Size of the picture, like 1280x720; default: as recorded")
        ->type_name("WxH");
    render->add_option("--fps", o->fps, "Frames a second; default: as recorded")
        ->check(cli::wholeNumber(5, 60));
    render
        ->add_option("--kbps", o->kbps,
                     "Bitrate of the picture, kbit/s; default: video.bitrate_kbps, in proportion "
                     "to the size")
        ->check(cli::wholeNumber(100, 50000));
    render
        ->add_option("--config", o->config,
                     "Configuration (TOML): how the picture is drawn, custom layouts")
        ->type_name("FILE");
    render
        ->add_option("--pipelines", o->pipelines,
                     "Folder whose *.pipeline files replace the built-in ones")
        ->type_name("DIR");
    render->add_flag("--force", o->force, "Replace the output if it is there already");
    render->add_flag("--json", o->json,
                     "Progress, warnings and the result as JSON lines on stdout");
    render->footer(
        "The tracks (recorded on request) are looked for beside the manifest. A participant has a\n"
        "tile while present: the camera, or initials while it was off. All parts of the recording\n"
        "come one after the other. The output appears when it is whole; Ctrl-C leaves no file.\n"
        "Exit status: 0, or 1 with the reason on stderr.\n\n"
        "  confab render recordings/demo-20261123-221530.json --layout grid\n"
        "  confab render demo-20261123-221530.json --layout speaker --size 1920x1080 -o talk.mp4");
    render->callback([o, &status] { status = runCommand(*o); });
}

} // namespace confab::render
