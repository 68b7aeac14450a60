// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace confab {

/// Lets this process have as many file descriptors as the system allows it. A connection is one,
/// a room is one, and a WebRTC session takes about 22: the usual 1024 end at some 45 sessions.
void raiseFileLimit();
/// How many this process may have.
std::size_t fileLimit();

} // namespace confab
