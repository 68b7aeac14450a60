// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace confab {

/// A moment in UTC.
using WallTime = std::chrono::sys_time<std::chrono::milliseconds>;
/// A length, or a place on a time line.
using Seconds = std::chrono::duration<double>;

/// What the clock on the wall says.
WallTime wallTimeNow();

/// RFC 3339, with or without a fraction: 2026-11-23T22:15:30.120Z, or +01:00 in place of the Z.
std::optional<WallTime> parseRfc3339(const std::string& text);
/// 2026-11-23T22:15:30.120Z
std::string rfc3339(WallTime time);
/// 2026-11-23T22:15:30Z
std::string rfc3339(std::chrono::sys_seconds time);

} // namespace confab
