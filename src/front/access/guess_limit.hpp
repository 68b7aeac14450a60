// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <map>
#include <string>

namespace confab::front {

/// Who has guessed a secret wrongly too often. After five wrong ones in a minute, not even the
/// right one is accepted until that minute is over. Plain value; the caller brings the clock.
class GuessLimit {
public:
    using Clock = std::chrono::steady_clock;

    static constexpr int kMaxGuesses = 5;
    static constexpr std::chrono::seconds kWindow{60};
    static constexpr std::size_t kMaxGuessers = 10000;

    /// How long `who` has to wait; 0: may try.
    std::chrono::seconds waitOf(const std::string& who, Clock::time_point now);
    void recordWrong(const std::string& who, Clock::time_point now);

private:
    struct Guesses {
        int wrong = 0;
        Clock::time_point since;
    };
    std::map<std::string, Guesses> guessers_;
};

} // namespace confab::front
