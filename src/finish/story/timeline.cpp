// SPDX-License-Identifier: Apache-2.0
#include "finish/story/timeline.hpp"

#include <algorithm>

namespace confab::finish {

namespace {

namespace note = archive::note;

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
        t_ = std::min(event.t, part->length);
        std::visit([this](const auto& note) { on(note); }, event.note);
    }

    /// Those who are still there stay to the end of the part.
    void leavePart()
    {
        if (!part_)
            return;
        t_ = part_->length;
        for (const auto& participant : line_.participants)
            on(note::Left{participant.id});
        on(note::Speaker{});
        while (!open_.empty())
            on(note::Share{open_.front().participant, false});
        part_ = nullptr;
    }

private:
    static constexpr Seconds kOpen{-1};

    void enter(const Timeline::Part& part)
    {
        leavePart();
        part_ = &part;
    }

    void on(const note::Joined& who)
    {
        auto& all = line_.participants;
        auto it = std::find_if(all.begin(), all.end(),
                               [&](const auto& p) { return p.id == who.participant; });
        if (it == all.end())
            it = all.insert(all.end(), {who.participant, who.name, who.observer, {}});
        if (!who.name.empty())
            it->name = who.name;
        if (it->present.empty() || it->present.back().to != kOpen)
            it->present.push_back({part_->part, t_, kOpen, who.participant});
    }

    void on(const note::Left& who)
    {
        for (auto& participant : line_.participants)
            if (participant.id == who.participant && !participant.present.empty()
                && participant.present.back().to == kOpen)
                participant.present.back().to = std::max(t_, participant.present.back().from);
    }

    void on(const note::Speaker& who)
    {
        if (!speaker_.participant.empty() && t_ > speaker_.from) {
            speaker_.to = t_;
            line_.speakers.push_back(speaker_);
        }
        speaker_ = {part_->part, t_, kOpen, who.participant};
    }

    void on(const note::Layout& layout) { line_.layouts.push_back({part_->part, t_, layout.name}); }

    void on(const note::Share& share)
    {
        const auto it = std::find_if(open_.begin(), open_.end(), [&](const auto& s) {
            return s.participant == share.participant;
        });
        if (share.on && it == open_.end())
            open_.push_back({part_->part, t_, kOpen, share.participant});
        if (!share.on && it != open_.end()) {
            it->to = std::max(t_, it->from);
            line_.shares.push_back(*it);
            open_.erase(it);
        }
    }

    template <class Other> void on(const Other&) { }

    Timeline& line_;
    const Timeline::Part* part_ = nullptr;
    Seconds t_{}; // in it
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
            close(std::nullopt); // died in its pause: that is the gap
        if (std::holds_alternative<note::Paused>(event.note) && !paused)
            paused = &event;
        else if (std::holds_alternative<note::Resumed>(event.note))
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
            if (const auto* problem = std::get_if<note::Problem>(&event.note);
                problem && event.part == part.part)
                part.problem = problem->message;
        line.length += part.length;
        line.parts.push_back(std::move(part));
    }
}

} // namespace

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
