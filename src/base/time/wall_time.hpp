// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace confab {

/// A moment in UTC, as the journal and the manifest have them.
using WallTime = std::chrono::sys_time<std::chrono::milliseconds>;
/// A length, or a place on a time line.
using Seconds = std::chrono::duration<double>;

/// RFC 3339 in UTC, with or without a fraction: 2026-11-23T22:15:30.120Z.
std::optional<WallTime> parseWallTime(const std::string& text);
/// 2026-11-23T22:15:30.120Z
std::string toText(WallTime time);

} // namespace confab
