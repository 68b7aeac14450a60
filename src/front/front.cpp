// SPDX-License-Identifier: Apache-2.0
#include "front/front.hpp"
#include "front/layout_check.hpp"

#include "base/log.hpp"
#include "front/http_reply.hpp"
#include "protocol/names.hpp"

#include <fmt/format.h>

namespace confab {

namespace {

/// For the goodbyes to reach the browsers when all rooms have ended.
constexpr std::chrono::seconds kLastWords{1};

Result<ListenAddress> checkedAddress(const FrontOptions& options)
{
    auto address = parseListenAddress(options.config.server.listen);
    if (!address || address->loopback || options.behindProxy)
        return address;
    return Error{Errc::InvalidArgument,
                 fmt::format("{} can be reached from outside and browsers need TLS: put a TLS "
                             "proxy before it and give --behind-proxy, or listen on 127.0.0.1",
                             address->authority())};
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

Result<std::unique_ptr<Front>> Front::start(const Loop& loop, FrontOptions options)
{
    const auto& server = options.config.server;
    auto address = checkedAddress(options);
    if (!address)
        return address.error();
    auto recordings = Folder::openWritable(server.recordings, 0750, "the recordings folder");
    if (!recordings)
        return Error{recordings.error().code,
                     recordings.error().message + "; give another --recordings"};
    auto layouts = checkLayouts(options.config);
    if (!layouts)
        return layouts.error();
    auto page = Page::open(options.webFolder);
    if (!page)
        return page.error();
    auto gate = ConnectionGate::listen(loop, *address, options.timing.request);
    if (!gate)
        return gate.error();
    address->port = (*gate)->port();
    auto runtime = RuntimeFolder::open(
        server.runtime.empty() ? RuntimeFolder::defaultPath(address->port) : server.runtime);
    if (!runtime)
        return runtime.error();
    return std::unique_ptr<Front>(new Front(
        loop, options, *address, *std::move(gate), *std::move(runtime), *std::move(recordings),
        {.page = *std::move(page), .layouts = *std::move(layouts)}));
}

Front::Front(const Loop& loop, const FrontOptions& options, ListenAddress address,
             std::unique_ptr<ConnectionGate> gate, RuntimeFolder runtime, Folder recordings,
             HttpServer::Content content)
    : loop_(loop), timing_(options.timing), address_(std::move(address)),
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
                      if (!done_) // else what would be begun now has no time to end
                          archive_.onRecordings(rooms_.recordings());
                  }}),
      recordings_(loop, archive_.index()), recordingApi_(archive_.index()),
      roomRecordingApi_(loop, rooms_, archive_.index()),
      relay_(loop, options.timing, options.config.ice, [this] { checkDone(); }),
      http_(loop, *gate_, std::move(content), options.config.server.origins,
            [this](const GRef<GIOStream>& stream, GUri* uri, std::weak_ptr<Visit> visit) {
                openSession(stream, uri, std::move(visit));
            })
{
    addRoutes();
    addTutorial();
    rooms_.adoptAll(runtime_.folder());
}

void Front::addRoutes()
{
    recordings_.addTo(http_.routes());
    recordingApi_.addTo(http_.routes());
    roomRecordingApi_.addTo(http_.routes());
}

void Front::addTutorial()
{
    http_.addTutorial();
    http_.routes().add("GET", "/relay/*", [this](const HttpRequest& r) { openRelay(r); });
}

void Front::openRelay(const HttpRequest& request)
{
    const auto& room = request.parts[0];
    if (!isRoomName(room))
        return http::replyProblem(request.message, 404, "room.name",
                                  "a room's name is 1 to 64 of A-Z a-z 0-9 _ -");
    http_.upgrade(
        request.message,
        [this, room](const GRef<GIOStream>& stream, GUri* uri, std::weak_ptr<Visit> visit) {
            relay_.open(room, stream, uri, std::move(visit));
        });
}

void Front::openSession(const GRef<GIOStream>& stream, GUri* uri, std::weak_ptr<Visit> visit)
{
    auto session = std::make_unique<Session>(
        loop_, stream, uri, timing_, std::move(visit),
        Session::Events{
            .join = [this](Session& s, wire::Join join) { rooms_.join(s, std::move(join)); },
            .closed = [this](Session& s) { onSessionClosed(&s); }});
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
        session->bye("shutdown", SOUP_WEBSOCKET_CLOSE_GOING_AWAY); // who was in no room
    relay_.shutDown();
}

// What they have recorded is whole now; finishing it can wait for the next start.
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

} // namespace confab
