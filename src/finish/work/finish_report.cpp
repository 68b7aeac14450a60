// SPDX-License-Identifier: Apache-2.0
#include "finish/work/finish_report.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <iostream>

namespace confab::finish {

using namespace std::chrono_literals;

namespace {

constexpr int kBar = 30; // characters

void printJson(const nlohmann::json& line)
{
    std::cout << line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << std::endl;
}

} // namespace

FinishReport::Form FinishReport::formForPeople()
{
    return isatty(STDERR_FILENO) ? Form::Bar : Form::Lines;
}

void FinishReport::step(const std::string& recording, const char* step)
{
    if (recording != recording_)
        begin_ = Clock::now();
    recording_ = recording;
    step_ = step;
    percent_ = -1;
    shown_ = {};
    if (form_ == Form::Lines)
        std::cerr << fmt::format("confab finish: {}: {}\n", recording_, step_);
    progress(0);
}

void FinishReport::progress(double share)
{
    const int percent = int(std::clamp(share, 0.0, 1.0) * 100);
    const auto now = Clock::now();
    if (percent == percent_ || now - shown_ < 200ms)
        return;
    percent_ = percent;
    shown_ = now;
    show(percent);
}

void FinishReport::show(int percent)
{
    if (form_ == Form::Json)
        printJson({{"recording", recording_}, {"step", step_}, {"percent", percent}});
    if (form_ != Form::Bar || Clock::now() - begin_ < 2s)
        return;
    const int full = percent * kBar / 100;
    std::cerr << fmt::format("\r\x1b[K{} {:<8} [{}{}] {} %", recording_, step_,
                             std::string(std::size_t(full), '#'),
                             std::string(std::size_t(kBar - full), '.'), percent)
              << std::flush;
    hasBar_ = true;
}

void FinishReport::clearBar()
{
    if (std::exchange(hasBar_, false))
        std::cerr << "\r\x1b[K" << std::flush;
}

void FinishReport::ready(const std::string& recording, Seconds length,
                         const std::vector<std::string>& problems)
{
    clearBar();
    if (form_ == Form::Json)
        return printJson({{"recording", recording},
                          {"state", "ready"},
                          {"seconds", std::round(length.count() * 1000) / 1000}});
    std::cerr << fmt::format("confab finish: {}: ready, {:.1f} s\n", recording, length.count());
    for (const auto& problem : problems)
        std::cerr << fmt::format("confab finish: {}: {}\n", recording, problem);
}

void FinishReport::failed(const std::string& recording, const std::string& message)
{
    clearBar();
    if (form_ == Form::Json)
        printJson({{"recording", recording}, {"state", "failed"}, {"message", message}});
    else
        std::cerr << fmt::format("confab finish: {}: {}\n", recording, message);
}

} // namespace confab::finish
