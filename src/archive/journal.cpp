// SPDX-License-Identifier: Apache-2.0
#include "archive/journal.hpp"

#include <algorithm>

namespace confab::archive {

namespace {

class Reader {
public:
    void read(JournalLine line)
    {
        at_ = line.at;
        t_ = line.t.value_or(Seconds(0));
        std::visit([this](auto& note) { on(std::move(note)); }, line.note);
    }
    Journal take() { return std::move(journal_); }

private:
    void on(note::Unknown) { }
    void on(note::Recording head)
    {
        journal_.started = at_;
        journal_.head = std::move(head);
    }
    void on(note::Part note)
    {
        const auto isSame = [&](const Journal::Part& p) { return p.part == note.part; };
        const auto& parts = journal_.parts;
        if (note.part < 1 || std::any_of(parts.begin(), parts.end(), isSame))
            return;
        part_ = note.part;
        journal_.parts.push_back({note.part, std::move(note.file), at_});
        // Somebody records again: what ended before was not the end.
        journal_.ended.reset();
        journal_.reason = Journal().reason;
    }
    void on(note::Track track)
    {
        journal_.tracks.push_back(
            {part_, std::move(track.participant), track.kind, std::move(track.file)});
    }
    void on(note::End end)
    {
        journal_.ended = at_;
        journal_.reason = std::move(end.reason);
    }
    template <class Happened> void on(Happened note)
    {
        journal_.events.push_back({part_, at_, t_, std::move(note)});
    }

    Journal journal_;
    int part_ = 1;
    std::optional<WallTime> at_; // of the line at hand
    Seconds t_{};
};

} // namespace

Journal readJournal(std::string_view text)
{
    JournalLines lines;
    lines.add(text);
    lines.add("\n"); // the last line may have none
    Reader reader;
    while (auto line = lines.next())
        reader.read(*std::move(line));
    return reader.take();
}

} // namespace confab::archive
