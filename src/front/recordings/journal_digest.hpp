// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <string_view>

namespace confab::front {

/// What the list of recordings needs to know of a journal, read as it grows. Plain value; times are
/// seconds since 1970, 0 if the journal does not say.
class JournalDigest {
public:
    /// The next bytes of the file; a line may come in pieces. What cannot be understood is skipped.
    void feed(std::string_view bytes);

    bool hasBegun() const { return started_ > 0; } ///< its first line is there
    bool hasEnded() const { return ended_; }
    bool isPaused() const { return paused_; }
    const std::string& room() const { return room_; }
    double started() const { return started_; }
    /// Recorded so far, without the pauses, as of `now`.
    double secondsAt(double now) const;
    /// The same as of its last line.
    double seconds() const { return secondsAt(last_); }

private:
    void read(const nlohmann::json& line);

    std::string rest_; // a line that has not ended
    std::string room_;
    double started_ = 0;
    double last_ = 0;
    double pausedSince_ = 0;
    double pauses_ = 0; // seconds, those that are over
    bool paused_ = false;
    bool ended_ = false;
};

/// Seconds since 1970 of "2026-11-23T22:15:30.120Z"; 0 if it is not like that.
double parseTime(const std::string& rfc3339);

} // namespace confab::front
