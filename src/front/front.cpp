// SPDX-License-Identifier: Apache-2.0
#include "front/front.hpp"

#include "base/glib/log.hpp"
#include "front/access/access_table.hpp"
#include "front/http/http_reply.hpp"
#include "front/net/listener.hpp"
#include "front/net/machine_address.hpp"
#include "front/root_user.hpp"
#include "front/startup/layout_check.hpp"
#include "front/startup/start_check.hpp"
#include "sandbox/sandbox.hpp"
#include "wire/names.hpp"

#include <fmt/format.h>

#include <filesystem>

namespace confab::front {

namespace {

/// For the goodbyes to reach the browsers when all rooms have ended.
constexpr std::chrono::seconds kLastWords{1};

bool speaksTls(const FrontOptions& options)
{
    const auto& server = options.config.server;
    return options.lan || !server.tlsCert.empty() || !server.tlsKey.empty();
}

Result<ListenAddress> checkedAddress(const FrontOptions& options)
{
    auto address = parseListenAddress(options.config.server.listen);
    if (!address || address->loopback || speaksTls(options) || options.behindProxy)
        return address;
    return Error{Errc::InvalidArgument,
                 fmt::format("{} can be reached from outside and browsers need TLS, else they give "
                             "no camera and no microphone: give --lan (a certificate is made), or "
                             "--tls-cert and --tls-key, or put a TLS proxy before it and give "
                             "--behind-proxy; or listen on 127.0.0.1",
                             address->authority())};
}

std::string stateFolder(const config::ServerConfig& server)
{
    return server.state.empty() ? std::string(g_get_user_state_dir()) + "/confab" : server.state;
}

Result<std::optional<TlsIdentity>> identityOf(const FrontOptions& options)
{
    const auto& server = options.config.server;
    if (!speaksTls(options))
        return std::optional<TlsIdentity>();
    if (server.tlsCert.empty() != server.tlsKey.empty())
        return Error{Errc::InvalidArgument,
                     fmt::format("{} is missing (in the configuration {}): a certificate needs "
                                 "its key and the other way round; if one file has both, give "
                                 "it twice",
                                 server.tlsCert.empty() ? "--tls-cert" : "--tls-key",
                                 server.tlsCert.empty() ? "server.tls_cert" : "server.tls_key")};
    auto identity = server.tlsCert.empty() ? TlsIdentity::ofOurOwn(stateFolder(server))
                                           : TlsIdentity::ofFiles(server.tlsCert, server.tlsKey);
    if (!identity)
        return identity.error();
    return std::optional(*std::move(identity));
}

std::string runtimePath(const config::ServerConfig& server, std::uint16_t port)
{
    return server.runtime.empty() ? RuntimeFolder::defaultPath(port) : server.runtime;
}

Status checkPipelinesFolder(const std::string& folder)
{
    if (folder.empty() || std::filesystem::is_directory(folder))
        return Done{};
    return Error{Errc::NotFound,
                 fmt::format("there is no folder {}; give --pipelines one with *.pipeline files, "
                             "or none: they are built in",
                             folder)};
}

AddressBlocks proxiesOf(const FrontOptions& options)
{
    auto texts = options.config.server.trustedProxies;
    if (texts.empty() && options.behindProxy)
        texts = {"127.0.0.0/8", "::1"};
    return AddressBlocks::parse(texts).value_or(AddressBlocks()); // they have been checked
}

HttpRules rulesOf(const FrontOptions& options, const ListenAddress& address)
{
    const auto& server = options.config.server;
    HttpRules rules{.origins = server.origins,
                    .behindProxy = options.behindProxy,
                    .proxies = proxiesOf(options),
                    .proxiesOnly = !server.trustedProxies.empty(),
                    .strictTransport = !server.tlsCert.empty()};
    if (address.loopback && !options.behindProxy)
        rules.hosts = server.hosts;
    return rules;
}

std::shared_ptr<Access> accessOf(const FrontOptions& options, const ListenAddress& address,
                                 const Membership& rooms)
{
    if (options.access)
        return options.access;
    return std::make_shared<AccessTable>(
        AdminGuard::Setup{.secret = options.config.server.adminSecret,
                          .isPrivate = address.loopback && !options.behindProxy},
        rooms);
}

std::vector<std::string> iceAddresses(const FrontOptions& options, const ListenAddress& address)
{
    if (options.config.ice.addresses.empty() && address.loopback)
        return {"127.0.0.1"};
    return options.config.ice.addresses;
}

std::vector<std::string> roomOptions(const FrontOptions& options, const ListenAddress& address)
{
    const auto& server = options.config.server;
    std::vector<std::string> list{"--recordings", server.recordings, "--log", server.logLevel};
    const auto add = [&](const char* flag, const std::string& value) {
        if (!value.empty())
            list.insert(list.end(), {flag, value});
    };
    add("--config", options.configPath);
    add("--pipelines", server.pipelines);
    for (const auto& ice : iceAddresses(options, address))
        add("--ice-address", ice);
    return list;
}

std::vector<std::string> finishOptions(const FrontOptions& options)
{
    std::vector<std::string> list{"--recordings", options.config.server.recordings, "--json"};
    if (!options.configPath.empty())
        list.insert(list.end(), {"--config", options.configPath});
    return list;
}

} // namespace

Status Front::check(const FrontOptions& options)
{
    const auto& server = options.config.server;
    if (const auto address = parseListenAddress(server.listen); !address)
        return address.error();
    if (auto confinement = sandbox::checkSetting(); !confinement)
        return confinement;
    if (const auto tls = identityOf(options); !tls)
        return tls.error();
    if (const auto layouts = checkLayouts(options.config); !layouts)
        return layouts.error();
    if (auto owned = checkOwnerForRoot(server.recordings); !owned)
        return owned;
    return checkPipelinesFolder(server.pipelines);
}

Result<std::vector<Finding>> Front::checkMachine(const FrontOptions& options)
{
    const auto& server = options.config.server;
    const auto address = parseListenAddress(server.listen);
    if (!address)
        return address.error();
    auto command = options.roomProgram;
    if (!options.configPath.empty())
        command.insert(command.end(), {"--config", options.configPath});
    if (!server.pipelines.empty())
        command.insert(command.end(), {"--pipelines", server.pipelines});
    const auto listen = parseInetAddress(address->host).value_or(InetAddress{});
    return front::checkMachine(factsOf(options.config, listen), runtimePath(server, address->port),
                               std::move(command));
}

std::vector<Finding> Front::checkListening(const FrontOptions& options)
{
    using Level = Finding::Level;
    const auto& server = options.config.server;
    const auto address = parseListenAddress(server.listen);
    if (!address)
        return {};
    std::vector<Finding> findings;
    if (const auto safe = checkedAddress(options); !safe)
        findings.push_back({Level::Warning, safe.error().message});
    const auto free = Listener::tryToListen(*address);
    if (!free && RuntimeFolder::isServed(runtimePath(server, address->port)))
        findings.push_back(
            {Level::Told, fmt::format("confab serves at {} already", address->authority())});
    else if (!free)
        findings.push_back({Level::Fault, free.error().message});
    return findings;
}

Result<std::unique_ptr<Front>> Front::start(const Loop& loop, FrontOptions options)
{
    const auto& server = options.config.server;
    auto address = checkedAddress(options);
    if (!address)
        return address.error();
    auto tls = identityOf(options);
    if (!tls)
        return tls.error();
    auto recordings = Folder::openWritable(server.recordings, 0750, "the recordings folder");
    if (!recordings)
        return Error{recordings.error().code,
                     recordings.error().message + "; give another --recordings"};
    if (auto owned = checkOwnerForRoot(server.recordings); !owned)
        return owned.error();
    auto layouts = checkLayouts(options.config);
    if (!layouts)
        return layouts.error();
    if (const auto pipelines = checkPipelinesFolder(server.pipelines); !pipelines)
        return pipelines.error();
    auto page = Page::open(options.webFolder);
    if (!page)
        return page.error();
    auto gate = ConnectionGate::listen(loop, *address,
                                       {.request = options.timing.request,
                                        .next = options.timing.nextRequest,
                                        .stall = options.timing.stall,
                                        .requests = options.timing.requests});
    if (!gate)
        return gate.error();
    (*gate)->trust(proxiesOf(options));
    address->port = (*gate)->port();
    if (server.runtime.empty())
        RuntimeFolder::clearAbandoned();
    auto runtime = RuntimeFolder::open(runtimePath(server, address->port));
    if (!runtime)
        return runtime.error();
    return std::unique_ptr<Front>(new Front(
        loop, options, *address, *std::move(tls), *std::move(gate), *std::move(runtime),
        *std::move(recordings), {.page = *std::move(page), .layouts = *std::move(layouts)}));
}

Front::Front(const Loop& loop, const FrontOptions& options, ListenAddress address,
             std::optional<TlsIdentity> tls, std::unique_ptr<ConnectionGate> gate,
             RuntimeFolder runtime, Folder recordings, HttpServer::Content content)
    : loop_(loop), timing_(options.timing), address_(std::move(address)), tls_(std::move(tls)),
      runtime_(std::move(runtime)), gate_(std::move(gate)),
      archive_(loop, std::move(recordings), options.config.recording, options.timing,
               options.finishProgram, finishOptions(options)),
      rooms_(loop,
             {.runtime = runtime_.path(),
              .program = options.roomProgram,
              .options = roomOptions(options, address_),
              .emptyGrace = options.config.room.emptyGrace,
              .timing = options.timing,
              .recordingsChanged =
                  [this] {
                      if (!done_) // work that began now would have no time to end
                          archive_.onRecordings(rooms_.recordings());
                  }}),
      access_(accessOf(options, address_, rooms_)), door_(*access_, rooms_),
      recordings_(loop, archive_.index(), door_), recordingApi_(archive_.index(), door_),
      roomRecordingApi_(loop, rooms_, archive_.index(), door_), lobbyApi_(rooms_, options.config),
      roomsApi_(loop, rooms_, options.timing.roomDescribe),
      relay_(loop, options.timing, options.config.ice, [this] { checkDone(); }),
      http_(loop, *gate_, std::move(content), rulesOf(options, address_), *access_,
            [this](HttpServer::Upgrade upgrade) { openSession(std::move(upgrade)); })
{
    if (tls_) {
        gate_->secure(GRef<GTlsCertificate>::share(tls_->certificate()));
        certificateCheck_ =
            Timer::every(loop, options.timing.certificate, [this] { refreshCertificate(); });
    }
    addRoutes();
    addTutorial();
    rooms_.adoptAll(runtime_.folder());
}

void Front::addRoutes()
{
    recordings_.addTo(http_.routes());
    recordingApi_.addTo(http_.routes());
    roomRecordingApi_.addTo(http_.routes());
    lobbyApi_.addTo(http_.routes());
    roomsApi_.addTo(http_.routes());
}

std::string Front::url() const
{
    auto seen = address_;
    if (tls_ && isEveryAddress(seen))
        seen.host = tls_->host().empty() ? outwardAddress() : tls_->host();
    return (tls_ ? "https://" : "http://") + seen.authority();
}

// Open connections keep the certificate that they were shown.
void Front::refreshCertificate()
{
    if (!tls_)
        return;
    const auto isNew = tls_->refresh();
    if (!isNew)
        return spdlog::warn("the certificate stays as it is: {}", isNew.error().message);
    if (!*isNew)
        return;
    spdlog::info("there is a new certificate");
    gate_->secure(GRef<GTlsCertificate>::share(tls_->certificate()));
}

void Front::addTutorial()
{
    http_.addTutorial();
    http_.routes().add("GET", "/relay/{room}", Action::Relay,
                       [this](const HttpRequest& r) { openRelay(r); });
}

void Front::openRelay(const HttpRequest& request)
{
    const auto& room = request.parts[0];
    if (!wire::isRoomName(room))
        return http::replyProblem(request.message, 404, "room.name", wire::kRoomNameRule);
    http_.upgrade(request.message, [this, room](HttpServer::Upgrade upgrade) {
        relay_.open(room, std::move(upgrade));
    });
}

void Front::openSession(HttpServer::Upgrade upgrade)
{
    auto session = std::make_unique<Session>(loop_, std::move(upgrade), timing_, *access_, rooms_,
                                             [this](Session& s) { onSessionClosed(&s); });
    auto* key = session.get();
    sessions_.emplace(key, std::move(session));
}

// Later: the session is in the middle of telling us.
void Front::onSessionClosed(Session* session)
{
    loop_.bind(lifetime_, [this, session] {
        sessions_.erase(session);
        checkDone();
    })();
}

void Front::shutDown(std::function<void()> done)
{
    if (done_)
        return;
    done_ = std::move(done);
    spdlog::info("stopping: {} connections", sessions_.size());
    gate_->close();
    http_.stopBeingReady();
    rooms_.shutDown([this] { onRoomsEnded(); });
    for (const auto& [key, session] : sessions_)
        session->bye(Goodbye::Shutdown); // who was in no room
    relay_.shutDown();
}

// Their recordings are whole now; finishing them can wait for the next start.
void Front::onRoomsEnded()
{
    archive_.stop([this] { onAllEnded(); });
}

void Front::onAllEnded()
{
    lastWords_ = Timer::once(loop_, kLastWords, [this] { done_(); });
    checkDone();
}

void Front::checkDone()
{
    if (sessions_.empty() && relay_.isEmpty() && lastWords_) {
        lastWords_ = {};
        done_();
    }
}

} // namespace confab::front
