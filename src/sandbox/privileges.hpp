// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"

#include <cstdint>

namespace confab::sandbox {

/// The calling thread gives up all capabilities, and with them what root may do beyond its own
/// files; no program that it starts can have any again (no_new_privs). Threads made later have none
/// either.
Status dropPrivileges();

/// No core dumps; and `addressSpace` bytes of addresses, 0: as many as before. Not RLIMIT_NPROC: it
/// counts all threads of the user, those of the other rooms as well, so there is no right value for
/// one of them. New processes are refused anyway, and each thread takes 8 MB of addresses.
void limitResources(std::uint64_t addressSpace);

} // namespace confab::sandbox
