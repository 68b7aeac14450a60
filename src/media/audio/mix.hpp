// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/loop.hpp"
#include "config/config.hpp"
#include "media/audio/voice_meter.hpp"
#include "media/audio/voice_ranking.hpp"
#include "media/flow/fanout.hpp"
#include "media/flow/gate.hpp"
#include "media/flow/pipeline.hpp"
#include "media/flow/pipeline_texts.hpp"
#include "media/peer/uplink.hpp"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace confab::media {

/// The sound of a room: a switchboard of K slots in front of one mixer with K+1 outputs. The
/// loudest hold the slots, nobody else is decoded; each holder hears the mix without itself,
/// everybody else the sum; recordings hear the sum without those who are left out of them. At most
/// K+2 encodes and K decodes, for any number of people; and as many more, of 24 kbit/s, for paths
/// that carry little.
///
/// Thread: the control thread.
class Mix {
public:
    static constexpr int kThinKbps = 24; ///< a voice is well understood

    struct Events {
        std::function<void(std::string id)> speaks; ///< who speaks now; empty: nobody
        std::function<void(VoiceMeter::Levels)> heard; ///< see VoiceMeter::tick()
        std::function<void(std::string why)> failed; ///< it has ended
    };

    /// Its elements, of the texts for it. Errors as PipelineTexts::build().
    static Result<GRef<GstElement>> buildBin(const PipelineTexts& texts,
                                             const config::AudioConfig& config);
    static Result<std::unique_ptr<Mix>> create(const Loop& loop, const TimeBase& time,
                                               const PipelineTexts& texts,
                                               const config::AudioConfig& config, Events events);

    /// Adds somebody whose microphone is on. `uplink` is borrowed: call removeTalker(id) before it
    /// goes.
    void addTalker(const std::string& id, Uplink& uplink);
    void removeTalker(const std::string& id);

    /// Adds somebody who hears the mix without the talker of the same id.
    void addListener(const std::string& id, const Inlet& inlet);
    /// Adds a recording, which hears the mix without those who are left out.
    void addRecorder(const std::string& id, const Inlet& inlet);
    /// Whether a listener, who may not be there, gets the sound at 24 kbit/s. At first not.
    void setThin(const std::string& id, bool thin);
    /// Either of them.
    void removeListener(const std::string& id);

    /// Keeps a talker's voice out of recordings, from the next block on. The talker may come later.
    /// Call it with `on` = false when the talker has gone.
    void leaveOut(const std::string& id, bool on);

private:
    /// Opus at one bitrate.
    struct Encode {
        std::unique_ptr<Gate> gate; // nobody hears it: it is not encoded
        std::unique_ptr<Fanout> packets;
    };
    /// The sum, or the sum without a slot.
    struct Output {
        std::unique_ptr<Gate> gate;
        Encode full, thin;
    };
    struct Talker {
        Uplink& uplink;
        int slot = VoiceRanking::kNone;
        bool joined = false; // its voice is connected to the slot
    };
    struct Listener {
        Inlet inlet;
        bool isRecorder = false;
        bool thin = false;
        Fanout* from = nullptr; // what it hears now
    };

    Mix(const Loop& loop, const TimeBase& time, int slots, Events events);
    Status build(const PipelineTexts& texts, const config::AudioConfig& config);
    Output makeOutput(const std::string& from);
    Encode makeEncode(const std::string& encoder, const std::string& out);
    void rank();
    void tellSpeaker();
    void seat(const std::string& id, Talker& talker, int slot);
    void add(const std::string& id, Listener listener);
    void updateLeftOut(VoiceRanking::Clock::time_point now);
    Fanout& packetsFor(const std::string& id, const Listener& listener);
    void tellLevels();
    void tune(const std::string& id, Listener& listener);
    void updateGates();

    Events events_;
    Pipeline pipeline_;
    GRef<GstElement> bin_;
    std::vector<Inlet> slots_;
    GRef<GstElement> mixer_;
    std::vector<Output> outputs_; // [0] the sum, [1 + k] without slot k, the last: what is kept
    VoiceRanking ranking_;
    VoiceMeter meter_; // of those who hold a slot
    std::map<std::string, Talker> talkers_;
    std::map<std::string, Listener> listeners_;
    std::set<std::string> leftOut_;
    std::vector<VoiceRanking::Clock::time_point>
        tails_; // until when a slot still has what is left out
    unsigned leftOutSlots_ = 0; // a bit for each slot
    std::string speaker_; // who was told last
    Timer ranking50ms_;
};

} // namespace confab::media
