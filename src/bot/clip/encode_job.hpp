// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/gst/gst_ref.hpp"
#include "base/result.hpp"

#include <string>
#include <vector>

namespace confab::bot {

/// Runs `source ! encoder ! appsink` to its end and gives the encoded buffers. `input` goes into
/// the source's appsrc named `in`, 1/50 s or one frame each: without timestamps, in order; empty if
/// the source makes its own. Blocks its thread, 10 s at most.
Result<std::vector<GRef<GstBuffer>>> encode(const std::string& source, const std::string& encoder,
                                            const std::vector<GRef<GstBuffer>>& input);

} // namespace confab::bot
