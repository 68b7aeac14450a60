// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"

#include <string>

namespace confab::link {

/// The first line that a front says to a room, and the file in which the room has left it for its
/// fronts, beside its socket (0600). Other rooms of the same user can connect to the socket, too,
/// and decode what strangers send; but they cannot read that file (Landlock).
std::string keyPathOf(const std::string& socket);

/// Makes a new key, and leaves it there in place of an older one.
Result<std::string> leaveKey(const std::string& socket);

/// "": there is none.
std::string findKey(const std::string& socket);

} // namespace confab::link
