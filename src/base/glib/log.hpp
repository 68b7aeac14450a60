// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <spdlog/spdlog.h>

#include <string>

namespace confab {

/// Sends spdlog to stderr and puts `who` ("serve", "room demo") into every line. Control thread.
/// `level` is one of trace, debug, info, warn, error.
void startLog(const std::string& who, const std::string& level);

} // namespace confab
