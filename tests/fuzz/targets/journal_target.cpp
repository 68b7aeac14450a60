// SPDX-License-Identifier: Apache-2.0
#include "archive/journal.hpp"
#include "finish/story/chapters.hpp"
#include "finish/story/timeline.hpp"
#include "front/recordings/journal_digest.hpp"
#include "fuzz/input.hpp"
#include "fuzz/target.hpp"
#include "fuzz/targets/targets.hpp"

#include <array>

namespace confab::fuzz {

namespace {

using archive::Timeline;

void checkLines(std::string_view text)
{
    Input input(text);
    while (!input.isEmpty()) {
        const auto line = archive::parseJournalLine(input.line());
        if (!line)
            continue;
        const auto written = archive::toText(*line);
        const auto again = archive::parseJournalLine(written);
        must(again && archive::toText(*again) == written, "what is written is read the same");
    }
}

void checkPieces(std::string_view text)
{
    front::JournalDigest whole, pieces;
    whole.feed(text);
    for (std::size_t at = 0, step = 1; at < text.size(); at += step, step = step * 3 % 61)
        pieces.feed(text.substr(at, step));
    must(whole.room() == pieces.room() && whole.length() == pieces.length()
             && whole.isPaused() == pieces.isPaused() && whole.hasEnded() == pieces.hasEnded(),
         "it may come in pieces");
    must(whole.length() >= Seconds(0), "no recording is shorter than nothing");
}

void checkSpan(const Timeline& line, const Timeline::Span& span)
{
    const auto* part = line.find(span.part);
    must(part && span.from >= Seconds(0) && span.from <= span.to && span.to <= part->length,
         "a span lies in its part");
}

void checkStory(const archive::Journal& journal)
{
    const std::vector<finish::MeasuredPart> parts{{1, "a.webm", Seconds(10)},
                                                  {2, "a.part2.webm", Seconds(0.5)}};
    const auto line = finish::buildTimeline(journal, parts, WallTime());
    for (const auto* spans : {&line.speakers, &line.shares})
        for (const auto& span : *spans)
            checkSpan(line, span);
    for (const auto& participant : line.participants)
        for (const auto& span : participant.present)
            checkSpan(line, span);
    for (const auto& gap : line.gaps)
        must(gap.length >= Seconds(0), "no gap is shorter than nothing");
    const auto chapters = finish::buildChapters(line, journal.head.byName);
    must(chapters.size() <= 200, "chapters are counted");
    for (const auto& chapter : chapters)
        must(line.find(chapter.part) && chapter.t <= line.find(chapter.part)->length,
             "a chapter begins in its part");
}

} // namespace

void journal(std::string_view text)
{
    checkLines(text);
    checkPieces(text);
    checkStory(archive::readJournal(text));
}

} // namespace confab::fuzz
