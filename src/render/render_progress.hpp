// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace confab::render {

/// How far a rendering is, and how fast.
struct RenderPace {
    double fraction = 0; ///< 0..1
    double speed = 0; ///< of real time: 2 renders a minute in half of one
    std::optional<std::chrono::seconds> left; ///< nothing: too early to say
};

/// `done` of `total` took `spent`.
RenderPace paceOf(std::chrono::nanoseconds done, std::chrono::nanoseconds total,
                  std::chrono::nanoseconds spent);

/// A bar with percent, speed and time left, at most `columns` wide.
std::string progressBar(const RenderPace& pace, int columns);
/// The same for a program: one JSON object, without the end of the line.
std::string progressJson(const RenderPace& pace);

/// Shows how far the rendering is: a bar on stderr if that is a terminal, JSON lines on stdout if
/// those were asked for. One thread.
class RenderProgress {
public:
    explicit RenderProgress(bool json);
    ~RenderProgress() { clear(); }
    RenderProgress(const RenderProgress&) = delete;
    RenderProgress& operator=(const RenderProgress&) = delete;

    void show(const RenderPace& pace);
    /// Takes the bar away.
    void clear();

private:
    const bool json_, terminal_;
    bool shown_ = false;
};

} // namespace confab::render
