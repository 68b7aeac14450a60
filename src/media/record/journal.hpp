// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/unique_fd.hpp"

#include <nlohmann/json.hpp>

namespace confab {

/// What happens during a recording, as JSON lines (doc/recordings.md). Each is written at once, so
/// that a kill loses none; whoever holds this holds the lock that says "still recording".
class Journal {
public:
    Journal() = default;
    /// `fd` is open for appending and locked.
    explicit Journal(UniqueFd fd) : fd_(std::move(fd)) { }
    Journal(Journal&&) noexcept = default;
    Journal& operator=(Journal&& other) noexcept;
    /// Gives the lock up, also if a copy of the descriptor is still open somewhere.
    ~Journal() { unlock(); }

    /// Adds `at`, the time of day. What cannot be written is lost: the file matters more.
    void write(nlohmann::json event) const;
    /// False once somebody has deleted the file.
    bool isThere() const;
    int fd() const { return fd_.get(); }

private:
    void unlock() const;

    UniqueFd fd_;
};

} // namespace confab
