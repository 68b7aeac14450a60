// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/unique_fd.hpp"

#include <nlohmann/json.hpp>

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
    /// Gives the lock up, also if a copy of the descriptor is still open somewhere.
    ~JournalWriter() { unlock(); }

    /// Adds `at`, the time of day. A line that cannot be written is lost: the video matters more.
    void write(nlohmann::json event) const;
    /// False once somebody has deleted the file.
    bool isThere() const;
    int fd() const { return fd_.get(); }

private:
    void unlock() const;

    UniqueFd fd_;
};

} // namespace confab::archive
