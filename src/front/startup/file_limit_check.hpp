// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <string>

namespace confab::front {

/// What is to be said of the number of files that a process may have open (`ulimit -Hn`); empty:
/// nothing. Too few for a full room whose media are bound to so many addresses: a warning. The
/// error: too few for any.
Result<std::string> checkFileLimit(std::uint64_t mayBeOpen, int maxParticipants,
                                   std::size_t addresses);

} // namespace confab::front
