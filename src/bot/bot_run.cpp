// SPDX-License-Identifier: Apache-2.0
#include "bot/bot_run.hpp"

#include "base/glib/loopback.hpp"

#include <algorithm>
#include <string_view>

namespace confab::bot {

using namespace std::chrono_literals;

namespace {

/// Adds a cycle that has ended to those before.
BotReport merged(BotReport before, BotReport cycle)
{
    cycle.cyclesDone = before.cyclesDone + (cycle.firstFrameMs ? 1 : 0);
    cycle.cyclesFailed = before.cyclesFailed + (cycle.firstFrameMs ? 0 : 1);
    cycle.rejoins += before.rejoins;
    cycle.firstFramesMs = std::move(before.firstFramesMs);
    if (cycle.firstFrameMs)
        cycle.firstFramesMs.push_back(*cycle.firstFrameMs);
    before.errors.insert(before.errors.end(), cycle.errors.begin(), cycle.errors.end());
    cycle.errors = std::move(before.errors);
    if (cycle.errors.size() > 20)
        cycle.errors.resize(20);
    return cycle;
}

bool isLoopback(const std::string& url)
{
    const auto host = url.find("://");
    const auto rest = std::string_view(url).substr(host == url.npos ? 0 : host + 3);
    return isLoopbackHost(rest.substr(0, rest.find('/')));
}

} // namespace

BotRun::BotRun(const Loop& loop, const media::TimeBase& time, BotRunSetup setup,
               std::function<void()> finished)
    : loop_(loop), setup_(std::move(setup)), finished_(std::move(finished)), player_(loop, time),
      slots_(setup_.clips.size())
{
    for (std::size_t i = 0; i < slots_.size(); ++i)
        slots_[i].start = Timer::once(loop_, setup_.stagger * int(i), [this, i] { begin(i); });
    if (setup_.settle)
        settled_ = Timer::every(loop_, 100ms, [this] { awaitAll(); });
}

BotRun::~BotRun() = default;

BotSetup BotRun::setupOf(int i)
{
    BotSetup setup = setup_.bot;
    const Clip& clip = setup_.clips[std::size_t(i)];
    setup.index = setup_.first + i;
    setup.name = setup_.namePrefix + std::to_string(setup.index);
    setup.peer.player = &player_;
    setup.peer.clip = clip;
    // People are not in step: spread what they send over the frame's time.
    setup.peer.phase = clip.inStep ? 0ms : 1ms * (setup.index * 7 % 40);
    setup.peer.signals = std::make_shared<FeedSignals>();
    setup.peer.loopback = isLoopback(setup.url);
    return setup;
}

void BotRun::begin(std::size_t i)
{
    slots_[i].bot =
        std::make_unique<Bot>(loop_, session_.get(), setupOf(int(i)), [this, i] { onEnded(i); });
}

void BotRun::onEnded(std::size_t i)
{
    Slot& slot = slots_[i];
    slot.total = merged(std::move(slot.total), slot.bot->report());
    slot.bot.reset();
    if (++slot.cycles < setup_.cycles && !stopped_)
        begin(i);
    else if (++ended_ == slots_.size())
        finished_();
}

void BotRun::awaitAll()
{
    if (std::size_t(receiving()) < slots_.size())
        return;
    settled_ = Timer::once(loop_, *setup_.settle, [this] {
        for (auto& slot : slots_)
            if (slot.bot)
                slot.bot->startCounting();
    });
}

void BotRun::stop()
{
    if (std::exchange(stopped_, true))
        return;
    settled_ = {};
    for (auto& slot : slots_) // the others are about to leave
        if (slot.bot)
            slot.bot->stopCounting();
    for (auto& slot : slots_)
        if (slot.bot)
            slot.bot->leave();
        else if (slot.start) {
            slot.start = {};
            ++ended_;
        }
    if (ended_ == slots_.size())
        finished_();
}

std::vector<BotReport> BotRun::reports() const
{
    std::vector<BotReport> reports;
    for (const auto& slot : slots_)
        reports.push_back(slot.bot ? merged(slot.total, slot.bot->report()) : slot.total);
    return reports;
}

int BotRun::receiving() const
{
    return int(
        std::ranges::count_if(slots_, [](const Slot& s) { return s.bot && s.bot->hasFrame(); }));
}

bool allReceived(const std::vector<BotReport>& reports)
{
    return std::ranges::all_of(
        reports, [](const auto& r) { return r.cyclesDone > 0 && r.cyclesFailed == 0; });
}

} // namespace confab::bot
