// SPDX-License-Identifier: Apache-2.0
#include "front/access/guess_limit.hpp"

#include <algorithm>

namespace confab::front {

std::chrono::seconds GuessLimit::waitOf(const std::string& who, Clock::time_point now)
{
    std::erase_if(guessers_, [now](const auto& g) { return now - g.second.since >= kWindow; });
    if (now - all_.since >= kWindow)
        all_ = {0, now};
    const auto known = guessers_.find(who);
    const auto own = known == guessers_.end() ? std::chrono::seconds(0)
                                              : waitOf(known->second, kMaxGuesses, now);
    return std::max(own, waitOf(all_, kMaxOfAll, now));
}

std::chrono::seconds GuessLimit::waitOf(const Guesses& guesses, int most,
                                        Clock::time_point now) const
{
    return guesses.wrong < most
        ? std::chrono::seconds(0)
        : std::chrono::ceil<std::chrono::seconds>(guesses.since + kWindow - now);
}

void GuessLimit::recordWrong(const std::string& who, Clock::time_point now)
{
    ++guessers_.try_emplace(who, Guesses{0, now}).first->second.wrong;
    ++all_.wrong;
}

} // namespace confab::front
