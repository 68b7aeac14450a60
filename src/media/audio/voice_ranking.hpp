// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <map>
#include <string>
#include <vector>

namespace confab::media {

/// Decides who holds the K slots of the mixer: the loudest. While a slot is free, a newcomer gets
/// it. After that a newcomer must be clearly louder than a holder, and a holder keeps its slot for
/// a while after falling silent, so that nobody flutters in and out. Plain value; the caller brings
/// the clock.
class VoiceRanking {
public:
    using Clock = std::chrono::steady_clock;
    static constexpr int kNone = -1;

    explicit VoiceRanking(int slots) : slots_(static_cast<std::size_t>(slots)) { }

    void add(const std::string& voice);
    void remove(const std::string& voice);
    /// The loudest that was heard since the last call, in dBov (0 loudest, -127 silent).
    void heard(const std::string& voice, int dBov, Clock::time_point now);
    /// Gives the slots anew. True if anything changed.
    bool rank(Clock::time_point now);

    /// Who speaks: the loudest holder of a slot, until it pauses or another one is clearly louder.
    /// Empty: nobody.
    const std::string& speaker() const { return speaker_; }

    /// Its slot, or kNone.
    int slotOf(const std::string& voice) const;

private:
    struct Voice {
        double level = -127; // dBov, rises at once, falls by 10 dB a second
        Clock::time_point updated{};
        Clock::time_point loud{}; // last time above kSpeech
    };
    void findSpeaker(Clock::time_point now);
    bool yields(const std::string& holder, const Voice& to, Clock::time_point now) const;

    std::map<std::string, Voice> voices_;
    std::vector<std::string> slots_; // who holds it; empty: nobody
    std::string speaker_;
};

} // namespace confab::media
