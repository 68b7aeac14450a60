// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/line_channel.hpp"
#include "base/glib/loop.hpp"
#include "front/net/timing.hpp"
#include "front/rooms/life_watch.hpp"
#include "link/life_signs.hpp"
#include "link/room_link.hpp"

#include <gio/gio.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace confab::front {

/// One `confab room` from its start (or from finding it running) to its end, and the link to it.
/// Loop thread.
///
/// Starting -> Connected (its socket takes us) -> Ready (its first line) -> Ended. It is ended with
/// SIGKILL when it shows no sign of life any more (LifeWatch), is not ready after Timing::roomStart
/// or drops the link. One that is only slow is left alone: see lag().
class RoomProcess {
public:
    /// Limit (per room): bytes of messages that the room has not taken yet. Above it: the room is
    /// behind; the front refuses what people say and lets nobody in until it has caught up. At it:
    /// that much memory.
    static constexpr std::size_t kMaxBehind = 4 * 1024 * 1024;
    /// A control loop that is later than this is behind, too.
    static constexpr std::chrono::milliseconds kMaxLag{1000};

    struct Events {
        std::function<void(const link::Ready&)> ready; ///< the first time it says so
        std::function<void(link::FromRoom)> message; ///< all but Ready and Pong
        /// Once, last, never from inside a call: how it ended, for a person. Destroy it in here.
        std::function<void(std::string)> ended;
    };

    /// Runs `command`, which is to listen at `socket`.
    static std::unique_ptr<RoomProcess> spawn(const Loop& loop, const Timing& timing,
                                              const std::vector<std::string>& command,
                                              const std::string& socket, Events events);
    /// Finds one that listens at `socket` already. Null if nobody does.
    static std::unique_ptr<RoomProcess> adopt(const Loop& loop, const Timing& timing,
                                              const std::string& socket, Events events);
    RoomProcess(const RoomProcess&) = delete;
    RoomProcess& operator=(const RoomProcess&) = delete;

    /// False: the message is too long to be sent.
    bool send(const link::ToRoom& message);
    /// How late its control loop was at the last heartbeat; 0: in time.
    std::chrono::milliseconds lag() const { return lag_; }
    /// When it last showed that it lives.
    std::chrono::steady_clock::time_point lastSign() const;
    /// It does not take what it is sent.
    bool isFull() const { return link_ && link_->queuedBytes() > kMaxBehind; }
    /// It has more to do than it gets done.
    bool isBehind() const { return lag_ > kMaxLag || isFull(); }
    /// 0: it does not run yet, or any more.
    pid_t pid() const { return pid_; }
    /// Asks it to end, and makes it after Timing::roomEnd.
    void end();

private:
    RoomProcess(const Loop& loop, const Timing& timing, std::string socket, Events events);
    void start(const std::vector<std::string>& command);
    void tryToConnect();
    bool connect();
    void onLine(const std::string& line);
    void onReady(const link::Ready& ready);
    void watch();
    void beat();
    link::LifeSigns signs() const;
    void reportLag();
    void onExit(const std::string& how);
    void onLinkClosed();
    void kill(const char* why);
    void finishIfOver();
    void finish();

    Loop loop_;
    Timing timing_;
    const std::string socketPath_;
    const std::string label_; // in the log: "room demo"
    Events events_;
    GRef<GSubprocess> process_; // null: adopted
    pid_t pid_ = 0; // 0: not running any more
    std::unique_ptr<LineChannel> link_;
    bool linkClosed_ = false; // it was open
    bool ready_ = false;
    bool over_ = false;
    std::string exit_; // how the child ended; empty: it runs, or is not ours
    std::string killed_; // why we killed it
    std::optional<link::LifeReader> life_; // nothing: it writes none
    std::int64_t lastLineUs_ = 0; // that it sent; monotonic
    LifeWatch watch_;
    std::chrono::milliseconds lag_{0};
    std::int64_t lagReportedUs_ = 0;
    Timer connecting_, heartbeat_, limit_;
    Lifetime lifetime_;
};

} // namespace confab::front
