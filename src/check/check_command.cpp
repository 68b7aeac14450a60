// SPDX-License-Identifier: Apache-2.0
#include "check/check_command.hpp"

#include "base/glib/gobject.hpp"
#include "front/front.hpp"
#include "front/net/listen_address.hpp"
#include "front/startup/admin_secret.hpp"
#include "front/startup/machine_check.hpp"
#include "front/startup/start_check.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <gio/gio.h>

#include <algorithm>
#include <cstdio>
#include <memory>

namespace confab::check {

namespace {

using front::Finding;

struct Flags {
    std::string config, listen, recordings;
    bool network = false, lan = false, behindProxy = false;
};

int fail(const Error& error)
{
    fmt::print(stderr, "confab: {}\n", error.message);
    return 1;
}

bool resolves(const std::string& name)
{
    const auto resolver = GRef<GResolver>::adopt(g_resolver_get_default());
    GErrorOut error;
    GList* addresses = g_resolver_lookup_by_name(resolver.get(), name.c_str(), nullptr, error);
    const bool any = addresses != nullptr;
    g_resolver_free_addresses(addresses);
    return any;
}

const char* wordFor(Finding::Level level)
{
    switch (level) {
    case Finding::Level::Told:
        return "told:   ";
    case Finding::Level::Warning:
        return "warning:";
    case Finding::Level::Fault:
        break;
    }
    return "fault:  ";
}

void print(const std::vector<Finding>& findings)
{
    for (const auto& finding : findings)
        fmt::print("{} {}\n", wordFor(finding.level), finding.text);
}

bool isAFault(const Finding& finding)
{
    return finding.level == Finding::Level::Fault;
}

void addNew(std::vector<Finding>& findings, const std::vector<Finding>& more)
{
    for (const auto& finding : more)
        if (std::none_of(findings.begin(), findings.end(),
                         [&](const Finding& known) { return known.text == finding.text; }))
            findings.push_back(finding);
}

/// Asks the name server for the ICE servers.
Result<std::vector<Finding>> checkedNetwork(const config::Config& config)
{
    const auto listen = front::parseListenAddress(config.server.listen);
    if (!listen)
        return listen.error();
    auto facts = front::factsOf(config, parseInetAddress(listen->host).value_or(InetAddress{}));
    for (const auto& name : front::serverNames(config.ice))
        if (!resolves(name))
            facts.lostNames.insert(name);
    return front::checkNetwork(facts);
}

/// As `serve` would be asked for it.
Result<front::FrontOptions> optionsFrom(const Flags& flags)
{
    auto config = config::loadConfig(flags.config);
    if (!config)
        return config.error();
    auto& server = config->server;
    if (!flags.listen.empty())
        server.listen = flags.listen;
    if (!flags.recordings.empty())
        server.recordings = flags.recordings;
    if (auto secret = front::takeAdminSecret(server.adminSecret); !secret)
        return secret.error();
    return front::FrontOptions{.config = *std::move(config),
                               .configPath = flags.config,
                               .behindProxy = flags.behindProxy,
                               .lan = flags.lan};
}

/// The error: nothing would work.
Result<std::vector<Finding>> checkedMachine(const front::FrontOptions& options)
{
    if (const auto status = front::Front::check(options); !status)
        return status.error();
    auto findings = front::Front::checkMachine(options);
    if (findings)
        addNew(*findings, front::Front::checkListening(options));
    return findings;
}

int runCommand(const Flags& flags)
{
    const auto secret = front::checkAdminSecret();
    const auto options = optionsFrom(flags);
    if (!options)
        return fail(options.error());
    auto findings = checkedMachine(*options);
    if (!findings)
        return fail(findings.error());
    if (!secret.empty())
        findings->push_back({Finding::Level::Warning, secret});
    if (const auto clock = front::checkClockKeeping(front::machineFacts()); !clock.empty())
        findings->push_back({Finding::Level::Told, clock});
    if (flags.network) {
        const auto network = checkedNetwork(options->config);
        if (!network)
            return fail(network.error());
        addNew(*findings, *network);
    }
    print(*findings);
    if (std::any_of(findings->begin(), findings->end(), isAFault))
        return 1;
    if (!flags.network)
        fmt::print("the configuration is right\n");
    return 0;
}

} // namespace

void addCheckCommand(CLI::App& app, int& status)
{
    auto flags = std::make_shared<Flags>();
    auto* command = app.add_subcommand(
        "check", "Check the configuration and this machine, and the network with them");
    command->add_option("--config", flags->config, "Configuration, TOML")->type_name("FILE");
    command
        ->add_option("--listen", flags->listen,
                     "Where the server will listen, if not as the configuration says")
        ->type_name("ADDR:PORT");
    command
        ->add_option("--recordings", flags->recordings,
                     "Where recordings will be, if not where the configuration says")
        ->type_name("DIR");
    command->add_flag("--lan", flags->lan, "As for `serve`");
    command->add_flag("--behind-proxy", flags->behindProxy, "As for `serve`");
    command->add_flag("--network", flags->network,
                      "Say which addresses and ports of media browsers are told, and what is wrong "
                      "with them");
    command->footer(
        "What `serve` looks at when it starts: settings, plugins of GStreamer, fonts, "
        "images, limits, the disk, the clock. One line for each thing: \"told\" is what "
        "browsers get or what is good to know, a \"warning\" keeps some people out, a "
        "\"fault\" all. Nothing is sent but questions to the name server. Exit status: "
        "0, or 1 with a fault or a wrong configuration.");
    command->callback([flags, &status] { status = runCommand(*flags); });
}

} // namespace confab::check
