// SPDX-License-Identifier: Apache-2.0
#include "room_process/room_host.hpp"

#include "room_process/room_socket.hpp"
#include "wire/wire_json.hpp"

#include <gio/gunixinputstream.h>
#include <gio/gunixoutputstream.h>
#include <spdlog/spdlog.h>

#include <unistd.h>

namespace confab::room_process {

using namespace std::chrono_literals;

namespace {

constexpr auto kTick = 250ms;
constexpr auto kOrphan = 30s; // a front that restarts finds its rooms within it

} // namespace

Result<std::unique_ptr<RoomHost>> RoomHost::create(const Options& options, config::Config config)
{
    std::unique_ptr<RoomHost> host(new RoomHost(options, std::move(config)));
    auto book = layout::LayoutBook::open(host->config_.layout.folder, host->config_.layout.name);
    if (!book)
        return book.error();
    host->book_ = *std::move(book);
    auto media = media::MediaPlane::create(host->loop_, host->config_, [h = host.get()](auto why) {
        spdlog::error("the room cannot go on: {}", why);
        h->quit(1);
    });
    if (!media)
        return media.error();
    host->media_ = *std::move(media);
    if (host->options_.life)
        host->media_->reportArrivals(host->options_.life->media());
    host->room_ = std::make_unique<room::Room>(
        options.name, host->config_, host->book_, *host->media_,
        [h = host.get()](const link::FromRoom& message) { h->say(message); });
    host->openDoor();
    return host;
}

RoomHost::RoomHost(const Options& options, config::Config config)
    : options_(options), config_(std::move(config)),
      context_(GRef<GMainContext>::share(g_main_context_default())),
      mainLoop_(GRef<GMainLoop>::adopt(g_main_loop_new(context_.get(), FALSE))), loop_(context_),
      termination_(loop_, [this] { room_->end(); })
{
    g_main_context_acquire(context_.get());
    tick_ = Timer::every(loop_, kTick, [this] {
        if (options_.life)
            options_.life->turned();
        room_->tick(room::Room::Clock::now());
        finishIfDone();
    });
}

RoomHost::~RoomHost()
{
    if (service_)
        g_socket_service_stop(service_.get());
    room_.reset();
    media_.reset();
    g_main_context_release(context_.get());
}

void RoomHost::openDoor()
{
    if (!options_.socket)
        return listenTo(std::make_unique<LineChannel>(
            GRef<GInputStream>::adopt(g_unix_input_stream_new(STDIN_FILENO, FALSE)),
            GRef<GOutputStream>::adopt(g_unix_output_stream_new(STDOUT_FILENO, FALSE)),
            GRef<GObject>(), eventsOfFront()));
    strangers_ = std::make_unique<Strangers>(
        loop_, options_.key,
        [this](std::unique_ptr<LineChannel> front) { listenTo(std::move(front)); });
    service_ = GRef<GSocketService>::adopt(g_socket_service_new());
    g_socket_listener_add_socket(G_SOCKET_LISTENER(service_.get()), options_.socket.get(), nullptr,
                                 nullptr);
    onIncoming_ = Signal::connect<gboolean(GSocketConnection*, GObject*)>(
        service_.get(), "incoming", [this](GSocketConnection* connection, GObject*) -> gboolean {
            accept(connection);
            return TRUE;
        });
    orphaned_ = Timer::once(loop_, kOrphan, [this] { onFrontGone(); });
}

void RoomHost::accept(GSocketConnection* connection)
{
    if (!isOfOwnUser(connection))
        return spdlog::warn("another user has connected to the room's socket, and was refused");
    strangers_->receive(connection, eventsOfFront());
}

// The newest front is the one that counts.
void RoomHost::listenTo(std::unique_ptr<LineChannel> front)
{
    orphaned_ = {};
    front_ = std::move(front);
    front_->send(link::toLine(link::FromRoom(link::Ready{options_.name, link::kVersion})));
    room_->introduce();
}

LineChannel::Events RoomHost::eventsOfFront()
{
    return {.line =
                [this](const std::string& line) {
                    if (auto message = link::parseToRoom(line))
                        room_->handle(*message);
                    else
                        spdlog::warn("the front sent something unreadable: {:.200}", line);
                    finishIfDone();
                },
            .closed =
                [this] {
                    if (!options_.socket)
                        return room_->end();
                    spdlog::warn("the front is gone; waiting {} s for it", kOrphan.count());
                    orphaned_ = Timer::once(loop_, kOrphan, [this] { onFrontGone(); });
                }};
}

// What is too long concerns those it was for, and nobody else.
void RoomHost::say(const link::FromRoom& message)
{
    if (!front_ || front_->send(link::toLine(message)))
        return;
    spdlog::error("a message for the front is too long and is not sent (kind {})", message.index());
    const wire::ErrorMessage tooLong{"message.invalid", "the answer is too long to be sent", ""};
    if (const auto* reply = std::get_if<link::Reply>(&message))
        front_->send(link::toLine(link::FromRoom(link::Reply{reply->id, tooLong})));
    else if (const auto* told = std::get_if<link::ToClients>(&message))
        front_->send(link::toLine(
            link::FromRoom(link::ToClients{told->participants, wire::textOf(tooLong)})));
}

void RoomHost::onFrontGone()
{
    spdlog::warn("no front for {} s; the room ends", kOrphan.count());
    room_->end();
}

void RoomHost::finishIfDone()
{
    if (room_->finished())
        quit(0);
}

void RoomHost::quit(int status)
{
    status_ = status;
    g_main_loop_quit(mainLoop_.get());
}

int RoomHost::run()
{
    g_main_loop_run(mainLoop_.get());
    return status_;
}

} // namespace confab::room_process
