// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <spdlog/spdlog.h>

#include <string>

namespace confab {

/// Sends spdlog to stderr and puts `who` ("serve", "room demo") into every line. Control thread.
/// `level` is one of trace, debug, info, warn, error.
void startLog(const std::string& who, const std::string& level);

/// Brings GStreamer's warnings into the log, at most ten a second; the rest are counted.
/// Facts never come from these texts. After gst_init().
void bridgeGstLog();

} // namespace confab
