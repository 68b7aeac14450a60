// SPDX-License-Identifier: Apache-2.0
#include "front/serve_command.hpp"

#include "base/file_limit.hpp"
#include "base/glib/log.hpp"
#include "base/glib/main_loop.hpp"
#include "base/glib/termination.hpp"
#include "base/glib/unix_signal.hpp"
#include "front/front.hpp"
#include "front/qr_code.hpp"
#include "front/root_user.hpp"
#include "front/startup/admin_secret.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <functional>
#include <memory>
#include <vector>

namespace confab::front {

namespace {

constexpr char kLanListen[] = "0.0.0.0:8443";
constexpr char kWarning[] =
    "confab: the browser warns once on each device, because the certificate is made by confab "
    "itself "
    "and not by an authority: in your own network choose \"Advanced\", then go on.\n";

/// The flags. Empty or false: not given.
struct Flags {
    std::string listen, recordings, config, runtime, pipelines, web, state, tlsCert, tlsKey;
    bool behindProxy = false, lan = false, qr = false;
};

Result<FrontOptions> optionsFrom(const Flags& flags)
{
    auto config = config::loadConfig(flags.config);
    if (!config)
        return config.error();
    FrontOptions options{.config = *std::move(config),
                         .configPath = flags.config,
                         .webFolder = flags.web,
                         .behindProxy = flags.behindProxy,
                         .lan = flags.lan};
    const auto put = [](std::string& setting, const std::string& flag) {
        if (!flag.empty())
            setting = flag;
    };
    // Who may come back keeps the right for longer than the place.
    options.timing.resume =
        std::max<Timing::ms>(options.timing.resume, 2 * options.config.room.grace);
    auto& server = options.config.server;
    if (flags.lan && server.listen == config::ServerConfig{}.listen)
        server.listen = kLanListen;
    put(server.listen, flags.listen);
    put(server.recordings, flags.recordings);
    put(server.runtime, flags.runtime);
    put(server.pipelines, flags.pipelines);
    if (const auto status = takeAdminSecret(server.adminSecret); !status)
        return status.error();
    put(server.state, flags.state);
    put(server.tlsCert, flags.tlsCert);
    put(server.tlsKey, flags.tlsKey);
    return options;
}

int fail(const Error& error)
{
    fmt::print(stderr, "confab: {}\n", error.message);
    return 1;
}

/// The line on stdout is for programs, too; text that is only for people goes to stderr.
void announce(const Front& front, const Flags& flags)
{
    fmt::print("confab: listening on {}\n", front.url());
    std::fflush(stdout);
    const bool isTerminal = isatty(STDERR_FILENO);
    std::string words;
    if (flags.qr || (flags.lan && isTerminal))
        words = "\n" + qrCode(front.url(), isTerminal) + "\n";
    if (front.hasOwnCertificate())
        words += kWarning;
    fmt::print(stderr, "{}", words);
}

/// What a call would lack is said now, not by the first who joins.
Status checkBefore(const FrontOptions& options)
{
    if (const auto status = Front::check(options); !status)
        return status;
    const auto findings = Front::checkMachine(options);
    if (!findings)
        return findings.error();
    // A fault does not end it: the address that is missing may come with the network.
    for (const auto& finding : *findings)
        spdlog::log(finding.level == Finding::Level::Told          ? spdlog::level::info
                        : finding.level == Finding::Level::Warning ? spdlog::level::warn
                                                                   : spdlog::level::err,
                    finding.text);
    return Done{};
}

/// The standard streams that are a terminal.
std::vector<int> terminals()
{
    std::vector<int> streams;
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        if (isatty(stream))
            streams.push_back(stream);
    return streams;
}

bool hasHungUp(int stream)
{
    pollfd look{.fd = stream, .events = 0, .revents = 0};
    return poll(&look, 1, 0) > 0 && (look.revents & POLLHUP);
}

/// SIGHUP: the terminal has gone, and we go with it; else somebody wants the files read again.
void onHangUp(Front& front, const std::vector<int>& terminals, const std::function<void()>& stop)
{
    if (std::any_of(terminals.begin(), terminals.end(), hasHungUp))
        return stop();
    if (front.hasCertificateFiles())
        return front.refreshCertificate();
    spdlog::info("SIGHUP reads the files of a certificate again, and there are none; the "
                 "configuration is read at the start only");
}

int serve(const Flags& flags)
{
    const auto secret = checkAdminSecret();
    auto options = optionsFrom(flags);
    if (!options)
        return fail(options.error());
    startLog("serve", options->config.server.logLevel);
    if (!secret.empty())
        spdlog::warn("{}", secret);
    raiseFileLimit();
    if (const auto status = checkBefore(*options); !status)
        return fail(status.error());
    MainLoop main;
    auto front = Front::start(main.loop(), *std::move(options));
    if (!front)
        return fail(front.error());
    const auto stop = [&] { (*front)->shutDown([&] { main.quit(); }); };
    const Termination termination(main.loop(), stop);
    const UnixSignal hangUp(main.loop(), SIGHUP,
                            [&, terminals = terminals()] { onHangUp(**front, terminals, stop); });
    if (const auto warning = rootWarning(); !warning.empty())
        spdlog::warn("{}", warning);
    announce(**front, flags);
    main.run();
    return 0;
}

} // namespace

void addServeCommand(CLI::App& app, int& status)
{
    auto flags = std::make_shared<Flags>();
    auto* command = app.add_subcommand("serve", "Serve the page and the calls");
    command->footer("Flags win over the configuration file, as does CONFAB_ADMIN_SECRET, the "
                    "secret of the admin page. Ends with SIGTERM or Ctrl-C.");
    command
        ->add_option("--listen", flags->listen,
                     "Where to listen; port 0 takes any free one (default 127.0.0.1:8080)")
        ->type_name("ADDR:PORT");
    command
        ->add_option("--recordings", flags->recordings,
                     "Folder of the recordings, made if missing (default ./recordings)")
        ->type_name("DIR");
    command->add_option("--config", flags->config, "Configuration, TOML")->type_name("FILE");
    command
        ->add_option("--runtime", flags->runtime,
                     "Folder for the rooms' sockets, made if missing (default: one per port in "
                     "$XDG_RUNTIME_DIR or /tmp)")
        ->type_name("DIR");
    command
        ->add_option("--pipelines", flags->pipelines,
                     "Folder whose *.pipeline files replace the built-in ones")
        ->type_name("DIR");
    command
        ->add_option("--web", flags->web,
                     "Serve the page from this folder while you work on it (default: built in)")
        ->type_name("DIR");
    command->add_flag("--lan", flags->lan,
                      "Serve the local network by https, with a certificate that is made for it "
                      "(default address: 0.0.0.0:8443); shows a QR code in a terminal");
    command->add_flag("--qr", flags->qr, "Always show the QR code of the address");
    command
        ->add_option("--tls-cert", flags->tlsCert,
                     "Serve by https with this certificate (PEM, followed by those of its "
                     "issuers); it is read again at SIGHUP and every ten minutes")
        ->type_name("FILE");
    command->add_option("--tls-key", flags->tlsKey, "The certificate's private key, PEM")
        ->type_name("FILE");
    command
        ->add_option("--state", flags->state,
                     "Folder for the certificate of --lan, made if missing (default "
                     "$XDG_STATE_HOME/confab or ~/.local/state/confab)")
        ->type_name("DIR");
    command->add_flag("--behind-proxy", flags->behindProxy,
                      "A proxy in front adds TLS: allow an address that others can reach, and "
                      "believe what the proxy says about the browser's address");
    command->callback([flags, &status] { status = serve(*flags); });
}

} // namespace confab::front
