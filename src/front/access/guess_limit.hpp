// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <map>
#include <string>

namespace confab::front {

/// Who has guessed a secret wrongly too often, and whether all together have. Their next wrong
/// guesses get another answer; a right one is none of its business. Plain value; the caller brings
/// the clock.
class GuessLimit {
public:
    using Clock = std::chrono::steady_clock;

    /// Limit (per client): wrong admin's secrets in a minute. Above it: 429 until that minute is
    /// over, and the log says nothing more. A right secret is always taken. At it: five
    /// comparisons.
    static constexpr int kMaxGuesses = 5;
    /// Limit (in all): wrong admin's secrets in a minute. Above it: 429 until that minute is over,
    /// and the log says nothing more. A right secret is always taken. At it: 100 lines of log.
    static constexpr int kMaxOfAll = 100;
    static constexpr std::chrono::seconds kWindow{60};

    /// How long `who` has to wait; 0: may guess.
    std::chrono::seconds waitOf(const std::string& who, Clock::time_point now);
    void recordWrong(const std::string& who, Clock::time_point now);

private:
    struct Guesses {
        int wrong = 0;
        Clock::time_point since;
    };
    std::chrono::seconds waitOf(const Guesses& guesses, int most, Clock::time_point now) const;

    std::map<std::string, Guesses> guessers_; // never more than kMaxOfAll and one
    Guesses all_;
};

} // namespace confab::front
