// SPDX-License-Identifier: Apache-2.0
#include "bot/bot_command.hpp"

#include "base/cli/values.hpp"
#include "base/file_limit.hpp"
#include "base/glib/log.hpp"
#include "base/glib/main_loop.hpp"
#include "base/glib/termination.hpp"
#include "base/gst/gst_log.hpp"
#include "base/json/json.hpp"
#include "base/size_text.hpp"
#include "bot/bot_address.hpp"
#include "bot/bot_run.hpp"
#include "bot/clip/bot_identity.hpp"
#include "bot/clip/clip_encoder.hpp"
#include "bot/clip/clip_file.hpp"
#include "bot/progress.hpp"
#include "wire/names.hpp"

#include <nlohmann/json.hpp>
#include <spdlog/fmt/fmt.h>

#include <cstdio>
#include <iostream>
#include <optional>

namespace confab::bot {

using namespace std::chrono_literals;

namespace {

struct BotOptions {
    std::string url = "http://127.0.0.1:8080";
    std::string room = "demo";
    std::string name = "bot";
    std::string clip;
    std::string size = "640x360";
    Pattern pattern = Pattern::Colour;
    std::string codec = media::pictureCodec().rtpName;
    int count = 1, first = 0, cycles = 1;
    int fps = 30, kbps = 700, staggerMs = 50;
    double seconds = 10;
    std::optional<double> settle;
    bool observer = false, leftOut = false, noVideo = false, noAudio = false, listen = false,
         watch = false;
    bool json = false, progress = false, table = false, insecure = false;
};

const std::map<std::string, Pattern> kPatterns{
    {"colour", Pattern::Colour}, {"flash", Pattern::Flash}, {"moving", Pattern::Moving}};

const std::map<std::string, std::string> kCodecs{{"vp8", "VP8"}, {"h264", "H264"}}; // as in SDP

int complain(const std::string& problem)
{
    std::cerr << "confab bot: " << problem << "\n";
    return 1;
}

int printTable()
{
    nlohmann::json rows = nlohmann::json::array();
    for (int i = 0; i < kIdentities; ++i) {
        const auto id = botIdentity(i);
        rows.push_back({{"index", i}, {"rgb", {id.rgb.r, id.rgb.g, id.rgb.b}}, {"hz", id.toneHz}});
    }
    std::cout << toJsonText(rows) << "\n";
    return 0;
}

Status check(const BotOptions& o, ClipFormat& format)
{
    const auto size = parseEvenSize(o.size);
    if (!size || size->width < 16 || size->height < 16 || size->width > 3840 || size->height > 2160)
        return Error{Errc::InvalidArgument, "--size is like 640x360, with even numbers"};
    if (!o.url.starts_with("http://") && !o.url.starts_with("https://"))
        return Error{Errc::InvalidArgument, "--url is like http://127.0.0.1:8080"};
    if (!wire::isRoomName(o.room))
        return Error{Errc::InvalidArgument, "--room is 1-64 of A-Z a-z 0-9 _ -"};
    format.width = size->width;
    format.height = size->height;
    format.fps = o.fps;
    format.kbps = o.kbps;
    format.codec = media::codecNamed(o.codec);
    return Done{};
}

Result<std::vector<Clip>> makeClips(const BotOptions& o, const ClipFormat& format,
                                    Progress& progress)
{
    if (!o.clip.empty()) {
        auto clip = readClip(o.clip);
        if (!clip)
            return clip.error();
        return std::vector<Clip>(std::size_t(o.count), *clip);
    }
    ClipEncoder encoder(o.pattern, format);
    std::vector<Clip> clips;
    for (int i = 0; i < o.count; ++i) {
        if (o.observer) {
            clips.push_back({});
            continue;
        }
        progress.show(fmt::format("encoding clip {} of {}", i + 1, o.count));
        auto clip = encoder.clip(o.first + i);
        if (!clip)
            return clip.error();
        clips.push_back(*std::move(clip));
    }
    return clips;
}

BotRunSetup runSetup(const BotOptions& o, std::vector<Clip> clips)
{
    BotRunSetup run;
    run.bot.url = o.url;
    run.bot.anyCertificate = o.insecure;
    run.bot.room = o.room;
    run.bot.observer = o.observer;
    run.bot.recorded = !o.leftOut;
    run.bot.listen = o.listen;
    run.bot.watch = o.watch;
    run.bot.timeFlashes = o.watch && o.clip.empty() && o.pattern == Pattern::Flash;
    run.bot.stay = std::chrono::milliseconds(int(o.seconds * 1000));
    run.bot.peer.picture = media::codecNamed(o.codec);
    run.bot.peer.sendAudio = !o.observer && !o.noAudio;
    run.bot.peer.sendVideo = !o.observer && !o.noVideo;
    run.namePrefix = o.name;
    run.clips = std::move(clips);
    run.first = o.first;
    run.cycles = o.cycles;
    if (o.settle)
        run.settle = std::chrono::milliseconds(int(*o.settle * 1000));
    run.stagger = std::chrono::milliseconds(o.staggerMs);
    return run;
}

/// The first thing that went wrong; empty if nothing did.
std::string firstProblem(const std::vector<BotReport>& reports)
{
    for (const auto& bot : reports)
        if (bot.cyclesFailed || !bot.cyclesDone)
            return bot.name + ": "
                + (bot.errors.empty() ? "ended before its first frame; give it more --seconds"
                                      : bot.errors.back());
    return {};
}

int runBots(const BotOptions& o, std::vector<Clip> clips, Progress& progress)
{
    MainLoop main;
    const gint64 begin = g_get_monotonic_time();
    auto seconds = [begin] { return double(g_get_monotonic_time() - begin) / 1e6; };
    auto run = std::make_unique<BotRun>(main.loop(), media::TimeBase(),
                                        runSetup(o, std::move(clips)), [&] { main.quit(); });
    const Termination termination(main.loop(), [&] { run->stop(); });
    const Timer tick = Timer::every(main.loop(), 500ms, [&] {
        progress.show(
            fmt::format("{:.0f} s: {} of {} bots receive", seconds(), run->receiving(), o.count));
    });
    main.run();
    progress.clear();
    const auto reports = run->reports();
    std::cout << (o.json ? toJsonText(toJson(reports, seconds())) + "\n"
                         : toTable(reports, seconds()));
    return allReceived(reports) ? 0 : complain(firstProblem(reports));
}

int runCommand(const BotOptions& o)
{
    if (o.table)
        return printTable();
    ClipFormat format;
    if (auto checked = check(o, format); !checked)
        return complain(checked.error().message);
    raiseFileLimit();
    startLog("bot", "error");
    gst_init(nullptr, nullptr);
    bridgeGstLog();
    Progress progress(o.progress);
    auto clips = makeClips(o, format, progress);
    if (!clips)
        return complain(clips.error().message);
    return runBots(o, *std::move(clips), progress);
}

void addSendOptions(CLI::App& bot, BotOptions& o)
{
    auto* clip =
        bot.add_option("--clip", o.clip, "Send this WebM or Matroska file (VP8, Opus), in a loop");
    bot.add_option("--pattern", o.pattern,
                   "Or send a pattern. colour: each bot has a flat colour and a tone of its own; "
                   "flash: white and a beep, 100 ms at each full second; moving: a lot of motion")
        ->transform(cli::oneOf(kPatterns))
        ->default_str("colour")
        ->excludes(clip);
    bot.add_option("--codec", o.codec, "The one codec of pictures that the bots can")
        ->transform(cli::oneOf(kCodecs))
        ->default_str("vp8")
        ->excludes(clip);
    bot.add_option("--size", o.size, "Size of the pattern in pixels")->capture_default_str();
    bot.add_option("--fps", o.fps, "Frames a second of the pattern")
        ->check(cli::wholeNumber(1, 60))
        ->capture_default_str();
    bot.add_option("--kbps", o.kbps, "Bitrate of the pattern's video, kbit/s")
        ->check(cli::wholeNumber(30, 20000))
        ->capture_default_str();
    bot.add_flag("--observer", o.observer, "Join as an observer: receive only");
    bot.add_flag("--left-out", o.leftOut, "Ask to be left out of recordings");
    bot.add_flag("--no-video", o.noVideo, "Send no video");
    bot.add_flag("--no-audio", o.noAudio, "Send no sound");
}

void addRunOptions(CLI::App& bot, BotOptions& o)
{
    bot.add_option("--url", o.url, "Address of the server, or the link of a call")
        ->capture_default_str();
    bot.add_flag("--insecure", o.insecure,
                 "Accept any certificate of an https server, even a self-made one");
    bot.add_option("--room", o.room, "Room to join")->capture_default_str();
    bot.add_option("--count", o.count, "How many bots")
        ->check(cli::wholeNumber(1, 1000))
        ->capture_default_str();
    bot.add_option("--name", o.name, "A bot's name is this and its index")->capture_default_str();
    bot.add_option("--first", o.first, "Index of the first bot; it decides colour, tone and name")
        ->check(cli::wholeNumber(0, 100000))
        ->capture_default_str();
    bot.add_option("--stagger", o.staggerMs, "Milliseconds from one join to the next")
        ->check(cli::wholeNumber(0, 600000))
        ->capture_default_str();
    bot.add_option("--seconds", o.seconds, "Seconds that each stays after its first mixed frame")
        ->check(cli::number(0, 1e6))
        ->capture_default_str();
    bot.add_option("--settle", o.settle,
                   "Count frames and gaps from so many seconds after all bots receive (default: "
                   "each bot counts from the end of its own first second)")
        ->check(cli::number(0, 1e6));
    bot.add_option("--cycles", o.cycles, "How many times each joins, stays and leaves")
        ->check(cli::wholeNumber(1, 1000000))
        ->capture_default_str();
}

} // namespace

void addBotCommand(CLI::App& app, int& status)
{
    auto o = std::make_shared<BotOptions>();
    CLI::App* bot = app.add_subcommand(
        "bot", "Headless participants over real WebRTC, with a report of what they received");
    addRunOptions(*bot, *o);
    addSendOptions(*bot, *o);
    bot->add_flag("--listen", o->listen, "Decode the sound; report the level of each bot's tone");
    bot->add_flag(
        "--watch", o->watch,
        "Decode the video; report the colour of each tile, and with --pattern flash the delay from "
        "a sent frame to the mixed one (glass to glass)");
    bot->add_flag("--json", o->json, "Report as JSON");
    bot->add_flag("--progress", o->progress, "Show progress even if stderr is not a terminal");
    bot->add_flag("--table", o->table,
                  "Print the bots' colours and tones as JSON, and do nothing else");
    bot->footer(
        "Exit status: 0 if every bot got its mixed stream, 1 if not, with the reason on stderr.\n"
        "Ctrl-C ends the run early; the report still comes.\n\n"
        "  confab bot --count 4 --seconds 30\n"
        "  confab bot --pattern flash --watch --json\n"
        "  confab bot --count 10 --cycles 20 --seconds 1");
    bot->callback([o, bot, &status] {
        const auto address = botAddressOf(o->url);
        o->url = address.server;
        if (!address.room.empty() && bot->count("--room") == 0)
            o->room = address.room;
        status = runCommand(*o);
    });
}

} // namespace confab::bot
