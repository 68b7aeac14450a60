// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "sandbox/network.hpp"

namespace confab::sandbox {

/// From now on each thread of the process may make the system calls of allowed_calls.cpp, with a
/// network those of sockets too. Any other fails with EPERM. It cannot be undone. Wants
/// no_new_privs.
///
/// Allowed for one purpose alone: clone() for threads, signals to the own process, the name of a
/// thread, limits to be read, sockets of the network and the kernel's list of interfaces, and the
/// ioctls that streams and interfaces need.
Status filterSystemCalls(Network network);

} // namespace confab::sandbox
