// SPDX-License-Identifier: Apache-2.0
#include "media/audio/voice_ranking.hpp"

#include <algorithm>

namespace confab::media {

namespace {

constexpr double kSpeech = -55; // dBov; below this nobody is talking
constexpr double kSpeaking = -50; // dBov; from here on a voice can be the speaker
constexpr double kMargin = 6; // dB by which a newcomer must be louder than a holder
constexpr double kFallPerSecond = 10; // dB
constexpr auto kHold = std::chrono::milliseconds(600); // a pause between words

} // namespace

void VoiceRanking::add(const std::string& voice)
{
    voices_.try_emplace(voice);
}

void VoiceRanking::remove(const std::string& voice)
{
    voices_.erase(voice);
    std::replace(slots_.begin(), slots_.end(), voice, std::string());
    if (speaker_ == voice)
        speaker_.clear();
}

void VoiceRanking::heard(const std::string& name, int dBov, Clock::time_point now)
{
    const auto it = voices_.find(name);
    if (it == voices_.end())
        return;
    Voice& voice = it->second;
    const double seconds = std::chrono::duration<double>(now - voice.updated).count();
    voice.level = std::max<double>(dBov, std::max(-127., voice.level - kFallPerSecond * seconds));
    voice.updated = now;
    if (dBov > kSpeech)
        voice.loud = now;
}

int VoiceRanking::slotOf(const std::string& voice) const
{
    const auto slot = std::find(slots_.begin(), slots_.end(), voice);
    return slot == slots_.end() || voice.empty() ? kNone : int(slot - slots_.begin());
}

bool VoiceRanking::yields(const std::string& holder, const Voice& to, Clock::time_point now) const
{
    if (holder.empty())
        return true;
    const Voice& voice = voices_.at(holder);
    return to.level > kSpeech && now - voice.loud > kHold && to.level > voice.level + kMargin;
}

bool VoiceRanking::rank(Clock::time_point now)
{
    std::vector<std::pair<double, std::string>> waiting;
    for (const auto& [name, voice] : voices_)
        if (slotOf(name) == kNone)
            waiting.emplace_back(voice.level, name);
    std::stable_sort(waiting.begin(), waiting.end(),
                     [](auto& a, auto& b) { return a.first > b.first; });

    bool changed = false;
    for (const auto& [level, name] : waiting) {
        // The quietest holder first; a free slot before any.
        const auto slot = std::min_element(slots_.begin(), slots_.end(), [&](auto& a, auto& b) {
            const auto rankOf = [&](auto& s) { return s.empty() ? -1000. : voices_.at(s).level; };
            return rankOf(a) < rankOf(b);
        });
        if (!yields(*slot, voices_.at(name), now))
            break;
        *slot = name;
        changed = true;
    }
    findSpeaker(now);
    return changed;
}

void VoiceRanking::findSpeaker(Clock::time_point now)
{
    const auto speaks = [&](const Voice& voice) {
        return voice.level > kSpeaking && now - voice.loud <= kHold;
    };
    const auto current = voices_.find(speaker_);
    const bool goesOn = current != voices_.end() && speaks(current->second);
    double loudest = goesOn ? current->second.level + kMargin : kSpeaking;
    if (!goesOn)
        speaker_.clear();
    for (const auto& name : slots_) {
        const auto it = voices_.find(name);
        if (it == voices_.end() || !speaks(it->second) || it->second.level <= loudest)
            continue;
        loudest = it->second.level;
        speaker_ = name;
    }
}

} // namespace confab::media
