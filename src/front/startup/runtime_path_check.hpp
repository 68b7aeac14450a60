// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"

#include <string>

namespace confab::front {

/// The longest name of a room whose socket fits into that folder: a path of a socket has 107 bytes
/// at most (unix(7)). Below 1: none fits.
int longestRoomNameIn(const std::string& runtimeFolder);

/// What is to be said of the folder; empty: nothing. Rooms with long names cannot be opened: a
/// warning. The error: hardly any room can.
Result<std::string> checkRuntimePath(const std::string& runtimeFolder);

} // namespace confab::front
