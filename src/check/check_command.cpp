// SPDX-License-Identifier: Apache-2.0
#include "check/check_command.hpp"

#include "base/glib/gobject.hpp"
#include "check/network_check.hpp"
#include "front/front.hpp"
#include "front/net/listen_address.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <gio/gio.h>

#include <algorithm>
#include <cstdio>
#include <memory>

namespace confab::check {

namespace {

struct Flags {
    std::string config, listen;
    bool network = false;
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

Result<NetworkFacts> lookAround(config::Config config)
{
    auto listen = front::parseListenAddress(config.server.listen);
    if (!listen)
        return listen.error();
    NetworkFacts facts{.config = std::move(config),
                       .listen = parseInetAddress(listen->host).value_or(InetAddress{}),
                       .local = media::localAddresses(),
                       .lostNames = {}};
    for (const auto& name : serverNames(facts.config.ice))
        if (!resolves(name))
            facts.lostNames.insert(name);
    return facts;
}

int runCommand(const Flags& flags)
{
    auto config = config::loadConfig(flags.config);
    if (!config)
        return fail(config.error());
    if (!flags.listen.empty())
        config->server.listen = flags.listen;
    if (const auto status = front::Front::check({.config = *config}); !status)
        return fail(status.error());
    if (!flags.network) {
        fmt::print("the configuration is right\n");
        return 0;
    }
    const auto facts = lookAround(*std::move(config));
    if (!facts)
        return fail(facts.error());
    const auto findings = checkNetwork(*facts);
    for (const auto& finding : findings)
        fmt::print("{} {}\n", wordFor(finding.level), finding.text);
    return std::any_of(findings.begin(), findings.end(),
                       [](const auto& f) { return f.level == Finding::Level::Fault; });
}

} // namespace

void addCheckCommand(CLI::App& app, int& status)
{
    auto flags = std::make_shared<Flags>();
    auto* command = app.add_subcommand("check", "Check the configuration, and the network with it");
    command->add_option("--config", flags->config, "Configuration, TOML")->type_name("FILE");
    command
        ->add_option("--listen", flags->listen,
                     "Where the server will listen, if not as the configuration says")
        ->type_name("ADDR:PORT");
    command->add_flag("--network", flags->network,
                      "Say which addresses and ports of media browsers are told, and what is wrong "
                      "with them");
    command->footer("One line for each thing: \"told\" is what browsers get, a \"warning\" keeps "
                    "some people out, a \"fault\" all. Nothing is sent but questions to the name "
                    "server. Exit status: 0, or 1 with a fault or a wrong configuration.");
    command->callback([flags, &status] { status = runCommand(*flags); });
}

} // namespace confab::check
