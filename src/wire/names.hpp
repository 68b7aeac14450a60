// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace confab::wire {

/// 1-64 of A-Z a-z 0-9 _ - : fits a URL, a file name and a log line as it is.
bool isRoomName(std::string_view name);
/// That rule for a person.
constexpr char kRoomNameRule[] = "a room's name is 1 to 64 of A-Z a-z 0-9 _ -";

/// 1-64 Unicode characters in UTF-8, no control characters, not only spaces.
bool isParticipantName(std::string_view name);

} // namespace confab::wire
