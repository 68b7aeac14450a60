// SPDX-License-Identifier: Apache-2.0
#include "front/rooms/room_process.hpp"

#include "base/glib/child_process.hpp"
#include "base/glib/log.hpp"
#include "link/room_key.hpp"

#include <fmt/format.h>
#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

namespace confab::front {

namespace {

/// Between two lines of the log about the same room's lag.
constexpr std::int64_t kLagSaid = 30 * G_USEC_PER_SEC;
/// Between two turns of a control loop that has nothing to do, and a little more.
constexpr std::int64_t kUsualTurn = 400 * 1000;
/// Between the end of the link and that of the process, whichever comes first.
constexpr std::chrono::seconds kLastWords{1};

/// Non-blocking: a Unix socket takes a connection at once or not at all.
GRef<GSocketConnection> connectTo(const std::string& path)
{
    const auto socket = GRef<GSocket>::adopt(g_socket_new(
        G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT, nullptr));
    if (!socket)
        return {};
    g_socket_set_blocking(socket.get(), FALSE);
    const auto address = GRef<GSocketAddress>::adopt(g_unix_socket_address_new(path.c_str()));
    if (!g_socket_connect(socket.get(), address.get(), nullptr, nullptr))
        return {};
    return GRef<GSocketConnection>::adopt(
        g_socket_connection_factory_create_connection(socket.get()));
}

pid_t peerOf(GSocketConnection* connection)
{
    const auto credentials = GRef<GCredentials>::adopt(
        g_socket_get_credentials(g_socket_connection_get_socket(connection), nullptr));
    return credentials ? g_credentials_get_unix_pid(credentials.get(), nullptr) : 0;
}

GRef<GSubprocess> run(const std::vector<std::string>& command, GErrorOut& error)
{
    // Our stdout belongs to us alone. A group of its own: Ctrl-C in a terminal is for the front,
    // which then ends its rooms in order.
    const auto launcher = GRef<GSubprocessLauncher>::adopt(
        g_subprocess_launcher_new(G_SUBPROCESS_FLAGS_STDOUT_SILENCE));
    g_subprocess_launcher_set_child_setup(
        launcher.get(), [](gpointer) { setpgid(0, 0); }, nullptr, nullptr);
    // Both are read once, before main(). GLib's slices (2.74) keep the pages of peers that have
    // gone: 5 MB at four participants, 7 at eight. What glibc keeps for each thread scatters what
    // eighty short-lived threads leave: 3 MB, and 12 kB instead of 30 a join from the 20th to the
    // 120th. Speed is the same (all measured). If the tunables are set, somebody wants something
    // else.
    g_subprocess_launcher_setenv(launcher.get(), "G_SLICE", "always-malloc", TRUE);
    g_subprocess_launcher_setenv(launcher.get(), "GLIBC_TUNABLES", "glibc.malloc.tcache_count=0",
                                 FALSE);
    return spawnChild(launcher.get(), command, error);
}

} // namespace

RoomProcess::RoomProcess(const Loop& loop, const Timing& timing, std::string socket, Events events)
    : loop_(loop), timing_(timing), socketPath_(std::move(socket)),
      label_("room " + std::filesystem::path(socketPath_).stem().string()),
      events_(std::move(events))
{
    limit_ = Timer::once(loop_, timing_.roomStart, [this] { kill("it did not start in time"); });
}

std::unique_ptr<RoomProcess> RoomProcess::spawn(const Loop& loop, const Timing& timing,
                                                const std::vector<std::string>& command,
                                                const std::string& socket, Events events)
{
    std::unique_ptr<RoomProcess> room(new RoomProcess(loop, timing, socket, std::move(events)));
    room->start(command);
    return room;
}

std::unique_ptr<RoomProcess> RoomProcess::adopt(const Loop& loop, const Timing& timing,
                                                const std::string& socket, Events events)
{
    std::unique_ptr<RoomProcess> room(new RoomProcess(loop, timing, socket, std::move(events)));
    if (!room->connect())
        return nullptr;
    room->watch(); // it has run for a while: it may be dead
    return room;
}

void RoomProcess::start(const std::vector<std::string>& command)
{
    g_unlink(socketPath_.c_str()); // of a room that died; the runtime folder is ours alone
    GErrorOut error;
    process_ = run(command, error);
    if (!process_) {
        exit_ = fmt::format("it cannot be started: {}", error.text());
        return finishIfOver();
    }
    pid_ = pidOfChild(process_.get());
    whenChildEnds(process_.get(),
                  loop_.bind(lifetime_, [this](const std::string& how) { onExit(how); }));
    connecting_ = Timer::every(loop_, timing_.roomConnect, [this] { tryToConnect(); });
}

void RoomProcess::tryToConnect()
{
    if (connect())
        connecting_ = {};
}

bool RoomProcess::connect()
{
    const auto connection = connectTo(socketPath_);
    if (!connection)
        return false;
    if (!process_)
        pid_ = peerOf(connection.get());
    life_ = link::LifeReader::open(link::lifePathOf(socketPath_));
    auto* io = G_IO_STREAM(connection.get());
    link_ = std::make_unique<LineChannel>(
        GRef<GInputStream>::share(g_io_stream_get_input_stream(io)),
        GRef<GOutputStream>::share(g_io_stream_get_output_stream(io)),
        GRef<GObject>::share(G_OBJECT(io)),
        LineChannel::Events{.line = [this](const std::string& line) { onLine(line); },
                            .closed = [this] { onLinkClosed(); }});
    if (const auto key = link::findKey(socketPath_); !key.empty()) // older rooms have none
        link_->send(key);
    return true;
}

bool RoomProcess::send(const link::ToRoom& message)
{
    if (!link_ || link_->send(link::toLine(message)))
        return true;
    spdlog::error("{}: a message is too long and is not sent (kind {})", label_, message.index());
    return false;
}

void RoomProcess::end()
{
    if (!link_)
        return kill("it was not wanted any more");
    send(link::End{});
    limit_ = Timer::once(loop_, timing_.roomEnd, [this] { kill("it did not end in time"); });
}

void RoomProcess::onLine(const std::string& line)
{
    lastLineUs_ = g_get_monotonic_time();
    auto message = link::parseFromRoom(line);
    if (!message)
        spdlog::warn("{} said what cannot be understood: {:.200}", label_, line);
    else if (const auto* ready = std::get_if<link::Ready>(&*message))
        onReady(*ready);
    else if (!std::holds_alternative<link::Pong>(*message)) // that it came is all that it says
        events_.message(*std::move(message));
}

void RoomProcess::onReady(const link::Ready& ready)
{
    if (std::exchange(ready_, true))
        return;
    limit_ = {};
    watch();
    events_.ready(ready);
}

void RoomProcess::watch()
{
    heartbeat_ = Timer::every(loop_, timing_.heartbeat, [this] { beat(); });
}

// Every line that comes shows that its loop turned, too: a room need not write its signs.
link::LifeSigns RoomProcess::signs() const
{
    auto signs = life_ ? life_->read().value_or(link::LifeSigns{}) : link::LifeSigns{};
    signs.turnedUs = std::max(signs.turnedUs, lastLineUs_);
    return signs;
}

// GLib's monotonic time and the steady clock are the same one: CLOCK_MONOTONIC.
std::chrono::steady_clock::time_point RoomProcess::lastSign() const
{
    const auto last = signs();
    return std::chrono::steady_clock::time_point(
        std::chrono::microseconds(std::max(last.turnedUs, last.mediaUs)));
}

void RoomProcess::beat()
{
    const auto signs = this->signs();
    if (const char* why = watch_.look(signs))
        return kill(why);
    const std::int64_t beatUs = timing_.heartbeat.count() * 1000;
    const auto late = g_get_monotonic_time() - signs.turnedUs - kUsualTurn - (life_ ? 0 : beatUs);
    lag_ = std::chrono::milliseconds(std::max<std::int64_t>(0, late / 1000));
    reportLag();
    send(link::Ping{});
}

void RoomProcess::reportLag()
{
    const auto now = g_get_monotonic_time();
    if (lag_ <= kMaxLag || (lagReportedUs_ != 0 && now - lagReportedUs_ < kLagSaid))
        return;
    lagReportedUs_ = now;
    spdlog::warn("{}: its control thread is {} ms late; who wants to join waits", label_,
                 lag_.count());
}

void RoomProcess::onExit(const std::string& how)
{
    pid_ = 0;
    exit_ = how;
    finishIfOver();
}

void RoomProcess::onLinkClosed()
{
    linkClosed_ = true;
    if (!process_)
        pid_ = 0; // may be anybody's from now on
    finishIfOver();
}

void RoomProcess::kill(const char* why)
{
    heartbeat_ = {};
    if (killed_.empty())
        killed_ = why;
    if (pid_ > 0)
        ::kill(pid_, SIGKILL);
    // Normally the child's exit or the end of the link reports itself now.
    limit_ = Timer::once(loop_, kLastWords, [this] { finish(); });
}

// A room that ends has said things before: what is still in its socket is read first.
void RoomProcess::finishIfOver()
{
    const bool exited = !process_ || !exit_.empty();
    const bool silent = !link_ || linkClosed_;
    if (exited && silent)
        return finish();
    heartbeat_ = {};
    if (killed_.empty())
        limit_ = Timer::once(loop_, kLastWords,
                             [this, exited] { exited ? finish() : kill("it closed its link"); });
}

void RoomProcess::finish()
{
    if (std::exchange(over_, true))
        return;
    for (Timer* timer : {&connecting_, &heartbeat_, &limit_})
        *timer = Timer();
    const auto ended =
        loop_.bind(lifetime_, [tell = events_.ended](std::string how) { tell(how); });
    ended(!killed_.empty() ? killed_ : !exit_.empty() ? exit_ : std::string("its link closed"));
}

} // namespace confab::front
