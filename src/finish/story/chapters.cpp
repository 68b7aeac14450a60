// SPDX-License-Identifier: Apache-2.0
#include "finish/story/chapters.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace confab::finish {

namespace {

constexpr std::size_t kMost = 200;
constexpr Seconds kClose{1}; // events closer than this are one chapter
constexpr Seconds kInterjection{2}; // somebody else's few words do not end a speech
constexpr Seconds kSpeech{5}; // what is shorter is no chapter
constexpr std::size_t kLongestTitle = 160; // bytes

std::string firstTitle(const Timeline& line, std::size_t index, const std::string& byName)
{
    if (index == 0)
        return byName.empty() ? "Recording started" : byName + " started recording";
    const auto seconds = index <= line.gaps.size() ? line.gaps[index - 1].length.count() : 0;
    return fmt::format("Recording goes on after {:.0f} s", seconds);
}

/// The turns of each part. Turns of one speaker with a mere interruption between them become one.
std::vector<Timeline::Span> speeches(const Timeline& line)
{
    std::vector<Timeline::Span> joined;
    for (const auto& turn : line.speakers) {
        const auto before = std::find_if(joined.rbegin(), joined.rend(), [&](const auto& s) {
            return s.part != turn.part || s.participant == turn.participant;
        });
        if (before != joined.rend() && before->part == turn.part
            && turn.from - before->to <= kInterjection)
            before->to = turn.to;
        else
            joined.push_back(turn);
    }
    return joined;
}

std::vector<Chapter> speakerChapters(const Timeline& line, Seconds shortest)
{
    std::vector<Chapter> chapters;
    const Timeline::Span* last = nullptr;
    const auto all = speeches(line);
    for (const auto& speech : all) {
        if (speech.to - speech.from < shortest)
            continue;
        if (!last || last->part != speech.part || last->participant != speech.participant)
            chapters.push_back(
                {speech.part, speech.from, line.nameOf(speech.participant) + " speaks"});
        last = &speech;
    }
    return chapters;
}

/// Whether a participant was there when the part before ended: then it did not join in this one.
bool wasThere(const Timeline& line, const Timeline::Participant& participant, int part)
{
    const Timeline::Part* before = nullptr;
    for (const auto& p : line.parts)
        if (p.part < part)
            before = &p;
    return before
        && std::any_of(participant.present.begin(), participant.present.end(), [&](const auto& s) {
               return s.part == before->part && s.to >= before->length;
           });
}

std::vector<Chapter> presenceChapters(const Timeline& line)
{
    std::vector<Chapter> chapters;
    for (const auto& participant : line.participants) {
        if (participant.observer)
            continue;
        bool returns = false;
        for (const auto& span : participant.present) {
            const auto* part = line.find(span.part);
            const std::string name = line.nameOf(participant.id);
            if (returns || !wasThere(line, participant, span.part))
                chapters.push_back({span.part, span.from, name + " joined"});
            if (part && span.to < part->length)
                chapters.push_back({span.part, span.to, name + " left"});
            returns = part && span.to < part->length;
        }
    }
    return chapters;
}

std::vector<Chapter> layoutChapters(const Timeline& line)
{
    std::vector<Chapter> chapters;
    for (const auto& layout : line.layouts)
        chapters.push_back({layout.part, layout.t, "Layout: " + layout.text});
    return chapters;
}

std::vector<Chapter> otherChapters(const Timeline& line)
{
    std::vector<Chapter> chapters;
    for (const auto& share : line.shares)
        chapters.push_back(
            {share.part, share.from, line.nameOf(share.participant) + " shares a screen"});
    for (const auto& pause : line.pauses)
        chapters.push_back(
            {pause.part, pause.t, fmt::format("Paused for {:.0f} s", pause.length.count())});
    return chapters;
}

/// Sorts them, begins each part with a chapter, and joins chapters that are close to each other.
std::vector<Chapter> arrange(const Timeline& line, const std::string& byName,
                             std::vector<Chapter> events)
{
    std::stable_sort(events.begin(), events.end(), [](const auto& a, const auto& b) {
        return a.part != b.part ? a.part < b.part : a.t < b.t;
    });
    std::vector<Chapter> chapters;
    auto event = events.begin();
    for (std::size_t i = 0; i < line.parts.size(); ++i) {
        const int part = line.parts[i].part;
        chapters.push_back({part, Seconds(0), firstTitle(line, i, byName)});
        for (; event != events.end() && event->part == part; ++event) {
            auto& last = chapters.back();
            if (event->t < kClose)
                continue; // belongs to the part's first chapter
            if (event->t - last.t >= kClose)
                chapters.push_back(*event);
            else if (last.title.size() + event->title.size() < kLongestTitle)
                last.title += "; " + event->title;
        }
    }
    return chapters;
}

} // namespace

std::vector<Chapter> buildChapters(const Timeline& line, const std::string& byName)
{
    const auto build = [&](Seconds shortestSpeech, bool withSpeeches, bool withLayouts) {
        auto events = presenceChapters(line);
        const auto add = [&](std::vector<Chapter> more) {
            std::move(more.begin(), more.end(), std::back_inserter(events));
        };
        if (withSpeeches)
            add(speakerChapters(line, shortestSpeech));
        if (withLayouts)
            add(layoutChapters(line));
        add(otherChapters(line));
        return arrange(line, byName, std::move(events));
    };
    auto chapters = build(kSpeech, true, true);
    for (Seconds shortest = kSpeech * 2; chapters.size() > kMost && shortest < kSpeech * 30;
         shortest *= 2)
        chapters = build(shortest, true, true);
    if (chapters.size() > kMost)
        chapters = build(kSpeech, false, true);
    if (chapters.size() > kMost)
        chapters = build(kSpeech, false, false);
    if (chapters.size() > kMost)
        chapters.resize(kMost);
    return chapters;
}

} // namespace confab::finish
