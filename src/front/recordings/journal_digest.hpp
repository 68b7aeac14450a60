// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "archive/journal_line.hpp"

#include <string>
#include <string_view>

namespace confab::front {

/// What the list of recordings needs to know of a journal, read as it grows. Plain value.
class JournalDigest {
public:
    /// The next bytes of the file; a line may come in pieces. What cannot be understood is skipped.
    void feed(std::string_view bytes);

    bool hasBegun() const { return started_ > WallTime(); } ///< its first line is there
    bool hasEnded() const { return ended_; }
    bool isPaused() const { return paused_; }
    const std::string& room() const { return room_; }
    WallTime started() const { return started_; }
    /// Recorded so far, without the pauses, as of `now`.
    Seconds lengthAt(WallTime now) const;
    /// The same as of its last line.
    Seconds length() const { return lengthAt(last_); }

private:
    void on(const archive::note::Recording& head);
    void on(const archive::note::Part& part);
    void on(const archive::note::Paused&);
    void on(const archive::note::Resumed&);
    void on(const archive::note::End&) { ended_ = true; }
    template <class Other> void on(const Other&) { }

    archive::JournalLines lines_;
    std::string room_;
    WallTime at_; // of the line at hand
    WallTime started_, last_, pausedSince_;
    Seconds before_{}; // recorded before `since_`
    WallTime since_;
    Seconds pauses_{}; // after `since_`, those that are over
    bool paused_ = false;
    bool ended_ = false;
};

} // namespace confab::front
