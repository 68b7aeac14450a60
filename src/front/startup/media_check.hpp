// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"

#include <string>
#include <vector>

namespace confab::front {

/// Has a process try what rooms are made of, as `confab room --check` does: the front itself has no
/// media. Waits for it, a fraction of a second; half a minute at most. The error has a line for
/// each thing that is missing, and says what to install.
///
/// `command`: the program with its first arguments ({"/proc/self/exe", "room"}) and what a room
/// would be told of the configuration.
Status checkMedia(std::vector<std::string> command);

} // namespace confab::front
