// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <string>

namespace confab::front {

/// Keys that stand in the address of a file (`?key=...`), for links and players of browsers, which
/// send no headers. Each opens one recording for one to two hours, and none outlives the server.
/// Plain value; the caller brings the clock.
class FileKeys {
public:
    using Clock = std::chrono::system_clock;

    FileKeys();

    std::string of(const std::string& recording, Clock::time_point now) const;
    bool fits(const std::string& key, const std::string& recording, Clock::time_point now) const;

private:
    std::string keyOf(const std::string& recording, std::chrono::hours hour) const;

    const std::string secret_;
};

} // namespace confab::front
