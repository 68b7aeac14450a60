// SPDX-License-Identifier: Apache-2.0
#include "media/audio/mix.hpp"

#include <algorithm>
#include <utility>

namespace confab::media {

namespace {

constexpr std::size_t kSum = 0;
/// How much of a voice is still on its way when it loses its slot: 30 ms in the mixer, and some
/// packets before it.
constexpr std::chrono::milliseconds kTail(250);

} // namespace

Result<std::unique_ptr<Mix>> Mix::create(const Loop& loop, const TimeBase& time,
                                         const PipelineTexts& texts,
                                         const config::AudioConfig& config, Events events)
{
    std::unique_ptr<Mix> mix(new Mix(loop, time, config.slots, std::move(events)));
    if (auto status = mix->build(texts, config); !status)
        return status.error();
    mix->ranking50ms_ = Timer::every(loop, std::chrono::milliseconds(50), [m = mix.get()] {
        m->rank();
        m->tellSpeaker();
        m->tellLevels();
    });
    return mix;
}

Mix::Mix(const Loop& loop, const TimeBase& time, int slots, Events events)
    : events_(std::move(events)),
      pipeline_(loop, time, "mix", {.failed = events_.failed, .ended = {}}), ranking_(slots)
{
}

Result<GRef<GstElement>> Mix::buildBin(const PipelineTexts& texts,
                                       const config::AudioConfig& config)
{
    const auto values = [&](const std::string& from) -> PipelineTexts::Values {
        return {{"from", from},
                {"bitrate", std::to_string(config.bitrateKbps * 1000)},
                {"thin", std::to_string(std::min(config.bitrateKbps, kThinKbps) * 1000)}};
    };
    std::vector<Result<std::string>> parts{texts.text("mix"), texts.text("mix-out", values("src"))};
    for (int k = 0; k < config.slots; ++k) {
        const std::string slot = std::to_string(k);
        parts.push_back(texts.text("mix-slot", {{"slot", slot}}));
        parts.push_back(texts.text("mix-out", values("minus_" + slot)));
    }
    parts.push_back(texts.text("mix-out", values("kept")));
    std::string whole;
    for (const auto& part : parts) {
        if (!part)
            return part.error();
        whole += *part + '\n';
    }
    return PipelineTexts::parse("mix", whole);
}

Status Mix::build(const PipelineTexts& texts, const config::AudioConfig& config)
{
    auto bin = buildBin(texts, config);
    if (!bin)
        return bin.error();
    bin_ = *bin;
    mixer_ = childOf(bin_.get(), "mixer");
    outputs_.push_back(makeOutput("src"));
    for (int k = 0; k < config.slots; ++k) {
        const std::string slot = std::to_string(k);
        slots_.emplace_back(childOf(bin_.get(), ("slot" + slot).c_str()), Inlet::Start::Resync);
        outputs_.push_back(makeOutput("minus_" + slot));
    }
    outputs_.push_back(makeOutput("kept"));
    tails_.resize(slots_.size());
    gst_bin_add(pipeline_.bin(), bin_.get());
    pipeline_.play();
    return Done{};
}

Mix::Output Mix::makeOutput(const std::string& from)
{
    const auto in = childOf(bin_.get(), ("in-" + from).c_str());
    return {std::make_unique<Gate>(padOf(in.get(), "sink")),
            makeEncode("full-" + from, "out-" + from),
            makeEncode("thin-" + from, "thin-out-" + from)};
}

Mix::Encode Mix::makeEncode(const std::string& encoder, const std::string& out)
{
    return {std::make_unique<Gate>(padOf(childOf(bin_.get(), encoder.c_str()).get(), "sink")),
            std::make_unique<Fanout>(childOf(bin_.get(), out.c_str()), Fanout::Kind::Samples)};
}

void Mix::addTalker(const std::string& id, Uplink& uplink)
{
    ranking_.add(id);
    talkers_.emplace(id, Talker{uplink});
    rank();
}

void Mix::removeTalker(const std::string& id)
{
    const auto talker = talkers_.find(id);
    if (talker == talkers_.end())
        return;
    seat(id, talker->second, VoiceRanking::kNone);
    talkers_.erase(talker);
    ranking_.remove(id);
    meter_.remove(id);
    rank();
}

void Mix::addListener(const std::string& id, const Inlet& inlet)
{
    add(id, {.inlet = inlet});
}

void Mix::addRecorder(const std::string& id, const Inlet& inlet)
{
    add(id, {.inlet = inlet, .isRecorder = true});
}

void Mix::add(const std::string& id, Listener listener)
{
    tune(id, listeners_.emplace(id, std::move(listener)).first->second);
    updateGates();
}

void Mix::removeListener(const std::string& id)
{
    const auto listener = listeners_.find(id);
    if (listener == listeners_.end())
        return;
    listener->second.from->remove(listener->second.inlet);
    listeners_.erase(listener);
    updateGates();
}

void Mix::setThin(const std::string& id, bool thin)
{
    const auto listener = listeners_.find(id);
    if (listener == listeners_.end() || std::exchange(listener->second.thin, thin) == thin)
        return;
    tune(id, listener->second);
    updateGates();
}

void Mix::leaveOut(const std::string& id, bool on)
{
    if (on)
        leftOut_.insert(id);
    else
        leftOut_.erase(id);
    rank();
}

void Mix::rank()
{
    const auto now = VoiceRanking::Clock::now();
    for (auto& [id, talker] : talkers_) {
        const int loudest = talker.uplink.state().loudestDBov.exchange(-127);
        ranking_.heard(id, loudest, now);
        if (talker.slot != VoiceRanking::kNone)
            meter_.heard(id, loudest);
    }
    ranking_.rank(now);
    updateLeftOut(now); // before their voices come
    for (auto& [id, talker] : talkers_)
        seat(id, talker, ranking_.slotOf(id));
    updateLeftOut(now);
    for (auto& [id, listener] : listeners_)
        tune(id, listener);
    updateGates();
}

// A voice that takes over such a slot is missing in recordings until the rest of the voice before
// it has passed.
void Mix::updateLeftOut(VoiceRanking::Clock::time_point now)
{
    unsigned slots = 0;
    const auto add = [&](int slot) {
        if (slot != VoiceRanking::kNone)
            slots |= 1u << slot;
    };
    for (const auto& id : leftOut_) {
        add(ranking_.slotOf(id));
        if (const auto talker = talkers_.find(id); talker != talkers_.end())
            add(talker->second.slot);
    }
    for (std::size_t k = 0; k < tails_.size(); ++k)
        if (now < tails_[k])
            slots |= 1u << k;
    if (std::exchange(leftOutSlots_, slots) != slots)
        g_object_set(mixer_.get(), "left-out", slots, nullptr);
}

// Only the timer calls this, because no event may come from inside a call.
void Mix::tellSpeaker()
{
    if (speaker_ == ranking_.speaker())
        return;
    speaker_ = ranking_.speaker();
    events_.speaks(speaker_);
}

void Mix::tellLevels()
{
    if (auto levels = meter_.tick())
        events_.heard(*std::move(levels));
}

// A voice is joined to its slot as soon as both are there.
void Mix::seat(const std::string& id, Talker& talker, int slot)
{
    Fanout* voice = talker.uplink.voice();
    if (talker.slot != slot) {
        if (talker.joined && leftOut_.contains(id))
            tails_[std::size_t(talker.slot)] = VoiceRanking::Clock::now() + kTail;
        if (talker.joined)
            voice->remove(slots_[std::size_t(talker.slot)]);
        talker.joined = false;
        talker.slot = slot;
        talker.uplink.openAudio(slot != VoiceRanking::kNone);
    }
    if (slot != VoiceRanking::kNone && voice && !talker.joined) {
        voice->add(slots_[std::size_t(slot)]);
        talker.joined = true;
    }
}

Fanout& Mix::packetsFor(const std::string& id, const Listener& listener)
{
    if (listener.isRecorder)
        return *(leftOutSlots_ == 0 ? outputs_[kSum] : outputs_.back()).full.packets;
    const int slot = ranking_.slotOf(id);
    Output& output = outputs_[slot == VoiceRanking::kNone ? kSum : std::size_t(slot) + 1];
    return *(listener.thin ? output.thin : output.full).packets;
}

void Mix::tune(const std::string& id, Listener& listener)
{
    Fanout& wanted = packetsFor(id, listener);
    if (listener.from == &wanted)
        return;
    if (listener.from)
        listener.from->remove(listener.inlet);
    wanted.add(listener.inlet);
    listener.from = &wanted;
}

void Mix::updateGates()
{
    for (auto& output : outputs_) {
        for (auto* encode : {&output.full, &output.thin})
            encode->gate->open(!encode->packets->empty());
        output.gate->open(output.full.gate->isOpen() || output.thin.gate->isOpen());
    }
}

} // namespace confab::media
