// SPDX-License-Identifier: Apache-2.0
#include "render/render_progress.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <iostream>

namespace confab::render {

using namespace std::chrono_literals;

namespace {

constexpr auto kTooEarly = 1s; // before that a pace means nothing
constexpr int kMostBar = 40; // columns

std::string clockText(std::chrono::seconds t)
{
    const auto s = t.count();
    return s >= 3600 ? fmt::format("{}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60)
                     : fmt::format("{}:{:02}", s / 60, s % 60);
}

int terminalColumns()
{
    winsize size{};
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col ? size.ws_col : 80;
}

} // namespace

RenderPace paceOf(std::chrono::nanoseconds done, std::chrono::nanoseconds total,
                  std::chrono::nanoseconds spent)
{
    RenderPace pace;
    pace.fraction =
        total > 0ns ? std::clamp(double(done.count()) / double(total.count()), 0., 1.) : 0;
    pace.speed = spent > 0ns ? double(done.count()) / double(spent.count()) : 0;
    if (spent >= kTooEarly && pace.speed > 0)
        pace.left = std::chrono::seconds(
            std::llround(double(std::max(0ns, total - done).count()) / pace.speed / 1e9));
    return pace;
}

std::string progressBar(const RenderPace& pace, int columns)
{
    const std::string words =
        fmt::format(" {:3.0f} %  {:.1f}x  {} left", std::floor(pace.fraction * 100), pace.speed,
                    pace.left ? clockText(*pace.left) : "?");
    const int width = std::clamp(columns - int(words.size()) - 3, 0, kMostBar);
    if (width < 5)
        return words.substr(0, std::size_t(std::max(0, columns)));
    const int full = int(pace.fraction * width);
    return "[" + std::string(std::size_t(full), '#') + std::string(std::size_t(width - full), '.')
        + "]" + words;
}

std::string progressJson(const RenderPace& pace)
{
    nlohmann::ordered_json line{{"event", "progress"},
                                {"percent", std::floor(pace.fraction * 1000) / 10},
                                {"speed", std::round(pace.speed * 100) / 100}};
    if (pace.left)
        line["secondsLeft"] = pace.left->count();
    return line.dump();
}

RenderProgress::RenderProgress(bool json) : json_(json), terminal_(isatty(STDERR_FILENO)) { }

void RenderProgress::show(const RenderPace& pace)
{
    if (json_)
        std::cout << progressJson(pace) << std::endl;
    if (!terminal_)
        return;
    std::cerr << "\r\x1b[K" << progressBar(pace, terminalColumns() - 1) << std::flush;
    shown_ = true;
}

void RenderProgress::clear()
{
    if (shown_)
        std::cerr << "\r\x1b[K" << std::flush;
    shown_ = false;
}

} // namespace confab::render
