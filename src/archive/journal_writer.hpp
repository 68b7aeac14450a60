// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "archive/journal_line.hpp"
#include "base/unique_fd.hpp"

namespace confab::archive {

/// What happens during a recording, as JSON lines (doc/recordings.md). Each is written at once, so
/// that a kill loses none. While this exists the file is locked, which says "still recording". One
/// thread.
class JournalWriter {
public:
    JournalWriter() = default;
    /// `fd` is open for appending and locked.
    explicit JournalWriter(UniqueFd fd) : fd_(std::move(fd)) { }
    JournalWriter(JournalWriter&&) noexcept = default;
    JournalWriter& operator=(JournalWriter&& other) noexcept;
    /// Gives the lock up.
    ~JournalWriter() { unlock(); }

    /// With the time of day, and `t` if it is inside a part. What cannot be written is lost: the
    /// file matters more.
    void write(Note note, std::optional<Seconds> t = std::nullopt) const;
    /// False once somebody has deleted the file.
    bool isThere() const;
    int fd() const { return fd_.get(); }

private:
    void unlock() const;

    UniqueFd fd_;
};

} // namespace confab::archive
