// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/line_channel.hpp"
#include "base/glib/loop.hpp"
#include "base/result.hpp"

#include <gio/gio.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace confab::front {

/// One run of `confab finish` for one recording: a child of low priority that ends with us. It is
/// killed when it has said nothing for too long, or when this is destroyed. Loop thread.
class FinishJob {
public:
    struct Events {
        std::function<void(std::string step, std::optional<int> percent)> progress;
        /// Once, last, never from inside a call; Errc::Media if the recording is not finished.
        std::function<void(Status)> ended;
    };

    FinishJob(const Loop& loop, const std::vector<std::string>& command,
              std::chrono::milliseconds maxSilence, Events events);
    ~FinishJob();
    FinishJob(const FinishJob&) = delete;
    FinishJob& operator=(const FinishJob&) = delete;

    /// Asks it to end, as for SIGTERM; `ended` follows.
    void terminate();

private:
    void start(const std::vector<std::string>& command);
    void onLine(const std::string& line);
    void watchSilence();
    void onExit(const std::string& how);
    void finishIfOver();

    Loop loop_;
    std::chrono::milliseconds maxSilence_;
    Events events_;
    GRef<GSubprocess> process_;
    pid_t pid_ = 0; // 0: not running any more
    std::unique_ptr<LineChannel> lines_;
    bool silent_ = false; // its lines have ended
    std::string exit_; // how it ended; empty: it runs
    std::string killed_; // why we killed it
    std::string state_; // the last it said: "ready", "failed"
    std::string message_; // likewise
    Timer silence_;
    Lifetime lifetime_;
};

} // namespace confab::front
