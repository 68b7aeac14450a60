// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

namespace confab {

/// How many file descriptors the system allows this process at most. Any thread.
std::uint64_t fileLimit();

/// How many a room has open at most, without recordings, with so many WebRTC sessions that are each
/// bound to so many addresses. Any thread.
std::uint64_t filesOfRoom(std::size_t sessions, std::size_t addresses);

/// Lets this process have as many as that. Of the front, each connection and each room is one.
void raiseFileLimit();

} // namespace confab
