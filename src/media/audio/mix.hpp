// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/loop.hpp"
#include "config/config.hpp"
#include "media/audio/voice_meter.hpp"
#include "media/audio/voice_ranking.hpp"
#include "media/fanout.hpp"
#include "media/gate.hpp"
#include "media/peer/uplink.hpp"
#include "media/pipeline.hpp"
#include "media/pipeline_texts.hpp"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace confab {

/// The sound of a room: a switchboard of K slots in front of one mixer with K+1 outputs. The
/// loudest hold the slots, nobody else is decoded; each holder hears the mix without itself,
/// everybody else the sum. At most K+1 encodes and K decodes, however many there are.
///
/// Thread: the control thread.
class Mix {
public:
    struct Events {
        std::function<void(std::string id)> speaks; ///< who speaks now; empty: nobody
        std::function<void(VoiceMeter::Levels)> heard; ///< see VoiceMeter::tick()
        std::function<void(std::string why)> failed; ///< it has ended
    };

    static Result<std::unique_ptr<Mix>> create(const Loop& loop, const TimeBase& time,
                                               const PipelineTexts& texts,
                                               const AudioConfig& config, Events events);

    /// Somebody whose microphone is on. `uplink` is borrowed; removeTalker(id) before it goes.
    void addTalker(const std::string& id, Uplink& uplink);
    void removeTalker(const std::string& id);

    /// Somebody who hears the mix, without the talker of the same id.
    void addListener(const std::string& id, const Inlet& inlet);
    void removeListener(const std::string& id);

private:
    /// The sum, or the sum without a slot, as Opus.
    struct Output {
        std::unique_ptr<Gate> gate; // nobody hears it: it is not encoded
        std::unique_ptr<Fanout> packets;
    };
    struct Talker {
        Uplink& uplink;
        int slot = VoiceRanking::kNone;
        bool joined = false; // its voice is connected to the slot
    };
    struct Listener {
        Inlet inlet;
        std::optional<std::size_t> output; // of outputs_
    };

    Mix(const Loop& loop, const TimeBase& time, int slots, Events events);
    Status build(const PipelineTexts& texts, const AudioConfig& config);
    Output makeOutput(const std::string& from);
    void rank();
    void tellSpeaker();
    void tellLevels();
    void seat(Talker& talker, int slot);
    void tune(const std::string& id, Listener& listener);
    void updateGates();

    Events events_;
    Pipeline pipeline_;
    GRef<GstElement> bin_;
    std::vector<Inlet> slots_;
    std::vector<Output> outputs_; // [0] the sum, [1 + k] the sum without slot k
    VoiceRanking ranking_;
    VoiceMeter meter_; // of those who hold a slot
    std::map<std::string, Talker> talkers_;
    std::map<std::string, Listener> listeners_;
    std::string speaker_; // who was told last
    Timer ranking50ms_;
};

} // namespace confab
