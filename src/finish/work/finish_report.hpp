// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/time/wall_time.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace confab::finish {

/// Tells how far the work is: a bar on a terminal for what takes more than two seconds, a line per
/// step elsewhere (both on stderr), or JSON lines on stdout, at most five a second. One thread.
class FinishReport {
public:
    enum class Form { Bar, Lines, Json };

    /// Bar if stderr is a terminal, otherwise Lines.
    static Form formForPeople();

    explicit FinishReport(Form form) : form_(form) { }

    /// `step`: webm, mp4, poster, captions, manifest.
    void step(const std::string& recording, const char* step);
    /// 0..1 of the step.
    void progress(double share);
    void ready(const std::string& recording, Seconds length,
               const std::vector<std::string>& problems);
    void failed(const std::string& recording, const std::string& message);

private:
    using Clock = std::chrono::steady_clock;

    void show(int percent);
    void clearBar();

    Form form_;
    std::string recording_;
    const char* step_ = "";
    Clock::time_point begin_ = Clock::now(), shown_{};
    int percent_ = -1;
    bool hasBar_ = false;
};

} // namespace confab::finish
