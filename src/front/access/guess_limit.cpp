// SPDX-License-Identifier: Apache-2.0
#include "front/access/guess_limit.hpp"

namespace confab::front {

std::chrono::seconds GuessLimit::waitOf(const std::string& who, Clock::time_point now)
{
    std::erase_if(guessers_, [now](const auto& g) { return now - g.second.since >= kWindow; });
    const auto known = guessers_.find(who);
    if (known != guessers_.end() && known->second.wrong >= kMaxGuesses)
        return std::chrono::ceil<std::chrono::seconds>(known->second.since + kWindow - now);
    // Nobody has so many addresses of their own: new ones wait until these are forgotten.
    const bool isFlooded = known == guessers_.end() && guessers_.size() >= kMaxGuessers;
    return isFlooded ? kWindow : std::chrono::seconds(0);
}

void GuessLimit::recordWrong(const std::string& who, Clock::time_point now)
{
    ++guessers_.try_emplace(who, Guesses{0, now}).first->second.wrong;
}

} // namespace confab::front
