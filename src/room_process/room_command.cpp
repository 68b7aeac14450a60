// SPDX-License-Identifier: Apache-2.0
#include "room_process/room_command.hpp"

#include "av/log.hpp"
#include "base/file_limit.hpp"
#include "base/glib/log.hpp"
#include "base/glib/main_loop.hpp"
#include "base/gst/gst_log.hpp"
#include "link/room_key.hpp"
#include "media/audio/mix_minus.hpp"
#include "media/dtls/dtls_key.hpp"
#include "media/media_check.hpp"
#include "media/pipeline_check.hpp"
#include "media/video/pixels/overlay.hpp"
#include "room_process/room_host.hpp"
#include "room_process/room_socket.hpp"
#include "sandbox/sandbox.hpp"
#include "wire/names.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <csignal>
#include <cstdint>
#include <filesystem>
#include <malloc.h>
#include <memory>
#include <unistd.h>

namespace confab::room_process {

namespace {

constexpr unsigned kCheckSeconds = 30; // the first start on a machine looks at all plugins

struct Arguments {
    std::string name, socket;
    bool stdio = false;
    std::string config, recordings, pipelines, logLevel;
    std::vector<std::string> iceAddresses;
    bool check = false;
};

constexpr std::uint64_t kGigabyte = std::uint64_t(1) << 30;
/// Limit (per room): bytes of addresses, and half a GB more for each participant that it may have.
/// Above it: an allocation fails and the room's process ends; the front starts another. At it: an
/// empty room takes 0.43 GB, each session 0.15, nearly all of it stacks of threads that are never
/// touched.
constexpr std::uint64_t kAddressesOfRoom = 4 * kGigabyte;
constexpr std::uint64_t kAddressesOfParticipant = kGigabyte / 2; // more

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

/// For ICE over TCP and for TURN servers. Without, a room does not reach what listens on this
/// machine for programs of its own.
bool wantsTcp(const config::IceConfig& ice)
{
    const auto byTcp = [](const std::string& url) {
        return url.starts_with("turn:") && url.find("transport=udp") == url.npos;
    };
    return ice.tcp || std::ranges::any_of(ice.servers, [&](const config::IceServer& server) {
               return std::ranges::any_of(server.urls, byTcp);
           });
}

/// What the room opens later. It must not remove sockets: beside its own lie those of other rooms.
sandbox::Needs needsOf(const config::Config& config)
{
    std::error_code ec; // recording tells
    std::filesystem::create_directories(config.server.recordings, ec);
    return {.readable = {config.server.pipelines, config.layout.folder, config.layout.background,
                         config.layout.logo},
            .changeable = {config.server.recordings},
            .network = wantsTcp(config.ice) ? sandbox::Network::UdpAndTcp : sandbox::Network::Udp,
            .addressSpace = kAddressesOfRoom
                + kAddressesOfParticipant * std::uint64_t(config.room.maxParticipants)};
}

/// Before anything of the room is there that could be attacked, or that has a thread of its own.
Status confine(const config::Config& config)
{
    const auto strength = sandbox::enter(needsOf(config));
    if (!strength)
        return strength.error();
    if (*strength == sandbox::Strength::Off)
        spdlog::warn("{}", sandbox::warningOf(*strength));
    if (*strength == sandbox::Strength::WithoutLandlock)
        spdlog::debug("the kernel has no Landlock: the room may read what its user may");
    return Done{};
}

Status start(const Arguments& args, const config::Config& config, RoomHost::Options& options)
{
    startMedia();
    if (auto status = media::checkPipelines(media::PipelineTexts(config.server.pipelines)); !status)
        return status;
    av::bridgeLog();
    if (!args.stdio) {
        auto life = link::LifePage::create(link::lifePathOf(args.socket));
        if (!life)
            return life.error();
        options.life = *std::move(life);
        auto key = link::leaveKey(args.socket); // before there is anything to connect to
        if (!key)
            return key.error();
        options.key = *std::move(key);
        auto socket = listenAt(args.socket);
        if (!socket)
            return socket.error();
        options.socket = *std::move(socket);
    }
    return confine(config);
}

int run(const Arguments& args)
{
    if (!wire::isRoomName(args.name))
        return fail({Errc::InvalidArgument, wire::kRoomNameRule});
    auto config = config::loadConfig(args.config);
    if (!config)
        return fail(config.error());
    *config = config->of(args.name);
    apply(args, *config);
    startLog("room " + args.name, config->server.logLevel);
    raiseFileLimit();
    keepHeapSmall();
    RoomHost::Options options{.name = args.name, .socket = {}, .key = {}, .life = {}};
    if (auto status = start(args, *config, options); !status)
        return fail(status.error());
    media::prepareDtlsKey();
    auto process = RoomHost::create(options, *config);
    return process ? (*process)->run() : fail(process.error());
}

} // namespace

void addRoomCommand(CLI::App& app, int& status)
{
    auto args = std::make_shared<Arguments>();
    auto* command = app.add_subcommand(
        "room", "One room with all its media; `serve` starts one per room. By hand: --stdio");
    auto* name = command->add_option("--name", args->name, "The room's name");
    command
        ->add_flag("--check", args->check,
                   "Make one of each thing that a room needs, say what is missing, and end")
        ->excludes(name);
    auto* socket =
        command->add_option("--socket", args->socket, "Unix socket to listen on for the front")
            ->type_name("PATH");
    command->add_flag("--stdio", args->stdio, "Speak JSON lines on stdin and stdout instead")
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
        if (args->name.empty())
            throw CLI::RequiredError("--name");
        if (!args->stdio && args->socket.empty())
            throw CLI::RequiredError("--socket or --stdio");
        status = run(*args);
    });
}

} // namespace confab::room_process
