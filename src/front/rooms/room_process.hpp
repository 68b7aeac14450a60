// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/line_channel.hpp"
#include "base/glib/loop.hpp"
#include "front/net/timing.hpp"
#include "link/room_link.hpp"

#include <gio/gio.h>

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
/// SIGKILL when it is not ready in time, leaves three pings unanswered or drops the link.
class RoomProcess {
public:
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

    void send(const link::ToRoom& message);
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
    void beat();
    void onExit(const std::string& how);
    void onLinkClosed();
    void kill(const char* why);
    void finishIfOver();
    void finish();

    Loop loop_;
    Timing timing_;
    std::string socketPath_;
    Events events_;
    GRef<GSubprocess> process_; // null: adopted
    pid_t pid_ = 0; // 0: not running any more
    std::unique_ptr<LineChannel> link_;
    bool linkClosed_ = false; // it was open
    bool ready_ = false;
    bool over_ = false;
    std::string exit_; // how the child ended; empty: it runs, or is not ours
    std::string killed_; // why we killed it
    int unanswered_ = 0;
    Timer connecting_, heartbeat_, limit_;
    Lifetime lifetime_;
};

} // namespace confab::front
