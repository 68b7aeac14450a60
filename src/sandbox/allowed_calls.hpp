// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

namespace confab::sandbox {

/// Names of system calls that are allowed with any arguments.
std::span<const char* const> allowedCalls();
/// The same, of sockets.
std::span<const char* const> allowedSocketCalls();

} // namespace confab::sandbox
