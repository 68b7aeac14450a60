// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "bot/bot.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace confab::bot {

struct BotRunSetup {
    BotSetup bot; ///< of each; name, index, clip and phase are filled in
    std::string namePrefix = "bot";
    std::vector<Clip> clips; ///< one for each bot
    int first = 0; ///< index of the first bot
    int cycles = 1; ///< how often each joins and leaves
    std::chrono::milliseconds stagger{0}; ///< between the joins of two bots
    /// Frames and gaps count from so long after all bots receive, if they ever do. Nothing: each
    /// bot counts from the end of its own first second.
    std::optional<std::chrono::milliseconds> settle;
};

/// All bots of a process. Thread: the loop's, which is also the thread-default context.
class BotRun {
public:
    /// `finished` comes once, when all bots have ended.
    BotRun(const Loop& loop, const media::TimeBase& time, BotRunSetup setup,
           std::function<void()> finished);
    ~BotRun();
    BotRun(const BotRun&) = delete;
    BotRun& operator=(const BotRun&) = delete;

    /// All say goodbye; no new cycle begins.
    void stop();
    std::vector<BotReport> reports() const;
    /// How many have their mixed stream now.
    int receiving() const;

private:
    struct Slot {
        std::unique_ptr<Bot> bot;
        BotReport total; // of the cycles that have ended
        int cycles = 0;
        Timer start;
    };

    BotSetup setupOf(int i);
    void begin(std::size_t i);
    void onEnded(std::size_t i);
    void awaitAll();

    Loop loop_;
    BotRunSetup setup_;
    std::function<void()> finished_;
    GRef<SoupSession> session_ = GRef<SoupSession>::adopt(soup_session_new());
    ClipPlayer player_;
    std::vector<Slot> slots_;
    std::size_t ended_ = 0;
    bool stopped_ = false;
    Timer settled_;
};

/// True if every bot got its mixed stream, each time.
bool allReceived(const std::vector<BotReport>& reports);

} // namespace confab::bot
