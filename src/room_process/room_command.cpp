// SPDX-License-Identifier: Apache-2.0
#include "room_process/room_command.hpp"

#include "base/file_limit.hpp"
#include "base/glib/log.hpp"
#include "base/glib/main_loop.hpp"
#include "base/gst/gst_log.hpp"
#include "media/audio/mix_minus.hpp"
#include "media/media_check.hpp"
#include "media/video/pixels/overlay.hpp"
#include "room_process/room_host.hpp"
#include "wire/names.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <csignal>
#include <malloc.h>
#include <memory>
#include <unistd.h>

namespace confab::room_process {

namespace {

constexpr unsigned kCheckSeconds = 30; // the first start on a machine looks at all plugins

struct Arguments {
    RoomHost::Options room;
    std::string config, recordings, pipelines, logLevel;
    std::vector<std::string> iceAddresses;
    bool check = false;
};

int fail(const Error& error)
{
    fmt::print(stderr, "confab room: {}\n", error.message);
    return 1;
}

// What joins and leaves leave behind stays small: eighty short-lived threads would spread over
// sixteen arenas, and what is large (pictures, codecs, libnice's buffers; glibc stops mapping it
// once it has been freed) would tear holes into them. Measured from the 20th to the 120th join:
// +1.3 to +2.2 MB, +2.8 to +4 with 128 KB, a third more with all arenas; no difference in speed.
void keepHeapSmall()
{
    mallopt(M_ARENA_MAX, 2);
    mallopt(M_MMAP_THRESHOLD, 32 * 1024);
}

void apply(const Arguments& args, config::Config& config)
{
    const auto take = [](std::string& value, const std::string& given) {
        if (!given.empty())
            value = given;
    };
    take(config.server.recordings, args.recordings);
    take(config.server.pipelines, args.pipelines);
    take(config.server.logLevel, args.logLevel);
    if (!args.iceAddresses.empty())
        config.ice.addresses = args.iceAddresses;
}

void startMedia()
{
    std::signal(SIGPIPE, SIG_IGN);
    gst_init(nullptr, nullptr);
    bridgeGstLog();
    media::registerMixMinus();
    media::registerCanvasOverlay();
}

/// Says on stdout what a room would lack, a line each.
int check(const Arguments& args)
{
    alarm(kCheckSeconds); // who waits for it does so without a limit
    auto config = config::loadConfig(args.config);
    if (!config) {
        fmt::print("{}\n", config.error().message);
        return 1;
    }
    apply(args, *config);
    startLog("check", "off"); // the faults say it all
    startMedia();
    const MainLoop main;
    const auto faults = media::faultsOfMedia(main.loop(), *config);
    for (const auto& fault : faults)
        fmt::print("{}\n", fault);
    return faults.empty() ? 0 : 1;
}

int run(const Arguments& args)
{
    if (!wire::isRoomName(args.room.name))
        return fail({Errc::InvalidArgument, wire::kRoomNameRule});
    auto config = config::loadConfig(args.config);
    if (!config)
        return fail(config.error());
    *config = config->of(args.room.name);
    apply(args, *config);
    startLog("room " + args.room.name, config->server.logLevel);
    raiseFileLimit();
    keepHeapSmall();
    startMedia();
    auto process = RoomHost::create(args.room, *config);
    return process ? (*process)->run() : fail(process.error());
}

} // namespace

void addRoomCommand(CLI::App& app, int& status)
{
    auto args = std::make_shared<Arguments>();
    auto* command = app.add_subcommand(
        "room", "One room with all its media; `serve` starts one per room. By hand: --stdio");
    auto* name = command->add_option("--name", args->room.name, "The room's name");
    command
        ->add_flag("--check", args->check,
                   "Make one of each thing that a room needs, say what is missing, and end")
        ->excludes(name);
    auto* socket =
        command->add_option("--socket", args->room.socket, "Unix socket to listen on for the front")
            ->type_name("PATH");
    command->add_flag("--stdio", args->room.stdio, "Speak JSON lines on stdin and stdout instead")
        ->excludes(socket);
    command->add_option("--config", args->config, "Configuration (TOML)")->type_name("FILE");
    command->add_option("--recordings", args->recordings, "Folder of the recordings")
        ->type_name("DIR");
    command
        ->add_option("--pipelines", args->pipelines,
                     "Folder whose *.pipeline files replace the built-in ones")
        ->type_name("DIR");
    command
        ->add_option("--ice-address", args->iceAddresses, "Local address to offer; may be repeated")
        ->type_name("ADDR");
    command->add_option("--log", args->logLevel, "trace, debug, info, warn or error")
        ->type_name("LEVEL");
    command->callback([args, &status] {
        if (args->check) {
            status = check(*args);
            return;
        }
        if (args->room.name.empty())
            throw CLI::RequiredError("--name");
        if (!args->room.stdio && args->room.socket.empty())
            throw CLI::RequiredError("--socket or --stdio");
        status = run(*args);
    });
}

} // namespace confab::room_process
