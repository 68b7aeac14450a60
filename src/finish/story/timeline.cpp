// SPDX-License-Identifier: Apache-2.0
#include "finish/story/timeline.hpp"

#include <algorithm>

namespace confab::finish {

namespace {

using Kind = archive::Journal::Kind;

WallTime later(WallTime time, Seconds by)
{
    return time + std::chrono::round<std::chrono::milliseconds>(by);
}

/// Goes through the events once, and opens and closes the spans that they begin and end.
class Builder {
public:
    explicit Builder(Timeline& line) : line_(line) { }

    void add(const archive::Journal::Event& event)
    {
        const auto* part = line_.find(event.part);
        if (!part)
            return;
        if (part != part_)
            enter(*part);
        const Seconds t = std::min(event.t, part->length);
        switch (event.kind) {
        case Kind::Joined:
            return joined(event, t);
        case Kind::Left:
            return left(event.participant, t);
        case Kind::Speaker:
            return speaks(event.participant, t);
        case Kind::Layout:
            return line_.layouts.push_back({event.part, t, event.text});
        case Kind::Share:
            return shares(event, t);
        case Kind::Paused:
        case Kind::Resumed:
        case Kind::Problem:
            return;
        }
    }

    /// Those who are still there stay to the end of the part.
    void leavePart()
    {
        if (!part_)
            return;
        for (auto& participant : line_.participants)
            left(participant.id, part_->length);
        speaks("", part_->length);
        for (auto& share : open_)
            close(share, part_->length);
        open_.clear();
        part_ = nullptr;
    }

private:
    static constexpr Seconds kOpen{-1};

    void enter(const Timeline::Part& part)
    {
        leavePart();
        part_ = &part;
    }

    void joined(const archive::Journal::Event& event, Seconds t)
    {
        auto& all = line_.participants;
        auto it = std::find_if(all.begin(), all.end(),
                               [&](const auto& p) { return p.id == event.participant; });
        if (it == all.end())
            it = all.insert(all.end(), {event.participant, event.text, event.on, {}});
        if (!event.text.empty())
            it->name = event.text;
        if (it->present.empty() || it->present.back().to != kOpen)
            it->present.push_back({event.part, t, kOpen, event.participant});
    }

    void left(const std::string& id, Seconds t)
    {
        for (auto& participant : line_.participants)
            if (participant.id == id && !participant.present.empty()
                && participant.present.back().to == kOpen)
                participant.present.back().to = std::max(t, participant.present.back().from);
    }

    void speaks(const std::string& id, Seconds t)
    {
        if (!speaker_.participant.empty() && t > speaker_.from) {
            speaker_.to = t;
            line_.speakers.push_back(speaker_);
        }
        speaker_ = {part_->part, t, kOpen, id};
    }

    void shares(const archive::Journal::Event& event, Seconds t)
    {
        const auto it = std::find_if(open_.begin(), open_.end(), [&](const auto& s) {
            return s.participant == event.participant;
        });
        if (event.on && it == open_.end())
            open_.push_back({event.part, t, kOpen, event.participant});
        if (!event.on && it != open_.end()) {
            close(*it, t);
            open_.erase(it);
        }
    }

    void close(Timeline::Span share, Seconds t)
    {
        share.to = std::max(t, share.from);
        line_.shares.push_back(std::move(share));
    }

    Timeline& line_;
    const Timeline::Part* part_ = nullptr;
    Timeline::Span speaker_;
    std::vector<Timeline::Span> open_;
};

void addPauses(Timeline& line, const archive::Journal& journal)
{
    const archive::Journal::Event* paused = nullptr;
    const auto close = [&](std::optional<WallTime> until) {
        const auto* part = paused ? line.find(paused->part) : nullptr;
        if (part && paused->at && until && *until > *paused->at)
            line.pauses.push_back(
                {part->part, std::min(paused->t, part->length), *until - *paused->at});
        paused = nullptr;
    };
    for (const auto& event : journal.events) {
        if (paused && event.part != paused->part)
            close(std::nullopt); // the room died in its pause: the rest is a gap
        if (event.kind == Kind::Paused && !paused)
            paused = &event;
        else if (event.kind == Kind::Resumed)
            close(event.at);
    }
    close(journal.ended);
}

/// The time of day at the end of a part's last frame.
WallTime endOf(const Timeline& line, const Timeline::Part& part)
{
    Seconds length = part.length;
    for (const auto& pause : line.pauses)
        if (pause.part == part.part)
            length += pause.length;
    return later(part.started, length);
}

void addGaps(Timeline& line)
{
    for (std::size_t i = 1; i < line.parts.size(); ++i) {
        const auto& before = line.parts[i - 1];
        const Seconds gap = line.parts[i].started - endOf(line, before);
        line.gaps.push_back({before.part, std::max(gap, Seconds(0)),
                             before.problem.empty() ? "the room died" : before.problem});
    }
}

void addParts(Timeline& line, const archive::Journal& journal,
              const std::vector<MeasuredPart>& parts)
{
    for (const auto& measured : parts) {
        const auto told = std::find_if(journal.parts.begin(), journal.parts.end(),
                                       [&](const auto& p) { return p.part == measured.part; });
        // A part that the journal does not know came after the one before.
        WallTime started = line.parts.empty()
            ? line.started
            : later(line.parts.back().started, line.parts.back().length);
        if (told != journal.parts.end() && told->at)
            started = *told->at;
        Timeline::Part part{measured.part, measured.file,   started,
                            line.length,   measured.length, ""};
        for (const auto& event : journal.events)
            if (event.kind == Kind::Problem && event.part == part.part)
                part.problem = event.text;
        line.length += part.length;
        line.parts.push_back(std::move(part));
    }
}

} // namespace

const Timeline::Part* Timeline::find(int part) const
{
    const auto it =
        std::find_if(parts.begin(), parts.end(), [&](const auto& p) { return p.part == part; });
    return it == parts.end() ? nullptr : &*it;
}

std::string Timeline::nameOf(const std::string& participant) const
{
    for (const auto& p : participants)
        if (p.id == participant && !p.name.empty())
            return p.name;
    return participant;
}

Timeline buildTimeline(const archive::Journal& journal, const std::vector<MeasuredPart>& parts,
                       WallTime assumedStart)
{
    Timeline line;
    line.started = journal.started.value_or(assumedStart);
    addParts(line, journal, parts);
    addPauses(line, journal);
    addGaps(line);
    Builder builder(line);
    for (const auto& event : journal.events)
        builder.add(event);
    builder.leavePart();
    line.ended =
        journal.ended.value_or(line.parts.empty() ? line.started : endOf(line, line.parts.back()));
    return line;
}

} // namespace confab::finish
